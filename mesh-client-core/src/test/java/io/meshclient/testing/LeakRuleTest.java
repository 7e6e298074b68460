package io.meshclient.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rule has to fail where something leaks, or all tests that use it say nothing. */
class LeakRuleTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    @Test
    void seesABodyThatIsOpen() throws IOException {
        MockWebServer server = leaks.server();
        server.enqueue(new MockResponse.Builder().body("hello").build());
        OkHttpClient client = new TestMesh(leaks).service("orders", server).client();

        try (Response response = client.newCall(
                        new Request.Builder().url("http://orders/").build())
                .execute()) {
            assertThat(leaks.complaints())
                    .anyMatch(text -> text.startsWith("orders has 1 calls in flight"))
                    .anyMatch(text -> text.endsWith("has 1 in flight"));
            assertThat(response.body().string()).isEqualTo("hello");
        }

        assertThat(leaks.complaints()).isEmpty();
    }

    @Test
    void hearsUncaughtExceptions() throws InterruptedException {
        Thread thread = new Thread(() -> {
            throw new IllegalStateException("nobody catches me");
        });
        thread.start();
        thread.join();

        assertThat(leaks.complaints()).singleElement().asString().contains("nobody catches me");
    }

    @Test
    void hearsOfLeakedConnections() {
        java.util.logging.Logger.getLogger(OkHttpClient.class.getName())
                .warning("A connection to http://orders/ was leaked. Did you forget to close a response body?");

        assertThat(leaks.complaints()).singleElement().asString().contains("was leaked");
    }
}
