package io.meshclient.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshclient.Mesh;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The rule has to fail where something leaks, or all tests that use it say nothing. The outer rule takes away what was
 * left on purpose, and sees that nothing else was.
 */
class LeakRuleTest {

    private static final Request ORDERS =
            new Request.Builder().url("http://orders/").build();

    @RegisterExtension
    final LeakRule outer = new LeakRule();

    private final LeakRule leaks = new LeakRule(Duration.ofMillis(50));

    @BeforeEach
    void begin() {
        leaks.begin();
    }

    private static MockWebServer answering(LeakRule rule) {
        MockWebServer server = rule.server();
        server.enqueue(new MockResponse.Builder().body("hello").build());
        return server;
    }

    private static void call(OkHttpClient client, Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            assertThat(response.body().string()).isEqualTo("hello");
        }
    }

    @Test
    void hasNothingToSayWhereEverythingIsGivenBack() throws IOException {
        LeakRule patient = new LeakRule();
        patient.begin();
        call(new TestMesh(patient).service("orders", answering(patient)).client(), ORDERS);
        assertThat(patient.end()).isEmpty();
        leaks.end();
    }

    @Test
    void seesABodyThatIsOpen() throws IOException {
        OkHttpClient client =
                new TestMesh(leaks).service("orders", answering(leaks)).client();
        try (Response response = client.newCall(ORDERS).execute()) {
            assertThat(leaks.complaints())
                    .anyMatch(text -> text.startsWith("orders has 1 calls in flight"))
                    .anyMatch(text -> text.endsWith("has 1 in flight"));
            assertThat(response.body().string()).isEqualTo("hello");
        }
        assertThat(leaks.complaints()).isEmpty();
        leaks.end();
    }

    @Test
    void hearsOfLeakedConnections() {
        java.util.logging.Logger.getLogger(OkHttpClient.class.getName())
                .warning("A connection to http://orders/ was leaked. Did you forget to close a response body?");
        assertThat(leaks.end()).singleElement().asString().contains("was leaked");
        assertThat(outer.complaints()).singleElement().asString().contains("was leaked");
    }

    @Test
    void hearsUncaughtExceptions() throws InterruptedException {
        Thread thread = new Thread(() -> {
            throw new IllegalStateException("nobody catches me");
        });
        thread.start();
        thread.join();
        assertThat(leaks.end()).singleElement().asString().contains("nobody catches me");
    }

    @Test
    void hearsExceptionsThatCloseCauses() {
        leaks.closing(() -> {
            Thread thread = new Thread(() -> {
                throw new IllegalStateException("too late");
            });
            thread.start();
            thread.join();
        });
        leaks.closing(() -> {
            throw new IOException("does not close");
        });
        assertThat(leaks.end())
                .hasSize(2)
                .anyMatch(text -> text.contains("too late"))
                .anyMatch(text -> text.contains("does not close"));
    }

    @Test
    void seesThreadsOfAMeshThatIsNotClosed() throws IOException {
        Mesh forgotten = new TestMesh(outer)
                .service("orders", orders -> orders.callTimeoutCoversBody(true), answering(outer)) // needs a timer
                .build();
        call(forgotten.wrap(outer.client(new OkHttpClient())), ORDERS);
        assertThat(leaks.end()).anyMatch(text -> text.startsWith("thread mesh-client"));
    }

    @Test
    @DisplayName("Pain 12: jobs never end")
    void seesThreadsThatKeepTheJvmAliveButNoDaemons() {
        CountDownLatch stop = new CountDownLatch(1);
        outer.closing(stop::countDown);
        for (boolean daemon : new boolean[] {true, false}) {
            Thread thread = waiting(stop, daemon ? "a daemon" : "alive");
            thread.setDaemon(daemon);
            thread.start();
        }
        assertThat(leaks.end()).containsExactly("thread alive, no daemon");
    }

    private static Thread waiting(CountDownLatch stop, String name) {
        return new Thread(
                () -> {
                    try {
                        stop.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                name);
    }

    @Test
    void seesIdleConnectionsAndServers() throws IOException {
        assumeTrue(OpenSockets.canBeSeen(), "only Linux shows its sockets");
        ServerSocket listener = outer.closing(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        Socket connection = outer.closing(new Socket(listener.getInetAddress(), listener.getLocalPort()));
        String client = "port " + connection.getLocalPort();
        String server = "port " + listener.getLocalPort();
        assertThat(leaks.end())
                .containsExactlyInAnyOrder(
                        "socket from " + client + " to " + server + ", established",
                        "socket from " + server + " to port 0, listening");
    }

    @Test
    void seesAConnectionThatOnlyItsServerClosed() throws IOException {
        assumeTrue(OpenSockets.canBeSeen(), "only Linux shows its sockets");
        OkHttpClient forgotten = outer.client(new OkHttpClient());
        MockWebServer server = answering(leaks);
        call(forgotten, new Request.Builder().url(server.url("/")).build());
        assertThat(leaks.end())
                .anyMatch(text -> text.contains("to port " + server.getPort() + ", closed by its peer only"));
    }

    @Test
    void forgivesWhatTheTestIsAbout() {
        leaks.expect("port 1 to port 2");
        leaks.expect("does not close");
        leaks.closing(() -> {
            throw new IOException("does not close");
        });
        assertThat(leaks.end()).isEmpty();
    }
}
