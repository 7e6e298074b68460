package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.MockWebServer;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.internal.http2.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Streams of HTTP/2: given up one by one, while their connection lives on. */
class Http2Test {

    private static final String FIRST_STREAM_CANCELLED = "stream 3, code 8";

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final FrameTap tap = new FrameTap();
    private final MockWebServer server = leaks.server(it -> {
        it.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
        it.setServerSocketFactory(tap);
    });
    private final OkHttpClient client = new TestMesh(leaks)
            .service("orders", server)
            .client(okhttp -> okhttp.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));

    @Test
    void aCancelWhileWaitingForHeadersResetsTheStream() throws IOException {
        server.enqueue(Http.silence());
        Call call = Http.call(client, "http://orders/");
        CompletableFuture<Response> answer = How.enqueue(call);
        Http.taken(server);

        call.cancel();

        assertThatThrownBy(answer::join).hasMessageContaining("Canceled");
        assertStreamWasResetAndTheConnectionLives();
    }

    @Test
    void aCancelInTheBodyResetsTheStream() throws IOException {
        server.enqueue(Http.trickle());
        Call call = Http.call(client, "http://orders/");
        try (Response response = call.execute()) {
            Http.taken(server);
            assertThat(response.body().source().readByte()).isEqualTo((byte) 'x');

            call.cancel();

            assertThatThrownBy(() -> response.body().string()).isInstanceOf(IOException.class);
        }
        assertStreamWasResetAndTheConnectionLives();
    }

    @Test
    void aBodyClosedHalfReadResetsTheStream() throws IOException {
        server.enqueue(Http.trickle());
        try (Response response = Http.call(client, "http://orders/").execute()) {
            Http.taken(server);
            assertThat(response.body().source().readByte()).isEqualTo((byte) 'x');
        }
        assertStreamWasResetAndTheConnectionLives();
    }

    private void assertStreamWasResetAndTheConnectionLives() throws IOException {
        // frames that were on their way when the reset left are answered by more resets
        await().untilAsserted(() -> assertThat(tap.resets()).startsWith(FIRST_STREAM_CANCELLED));
        server.enqueue(Http.ok("next"));
        assertThat(Http.text(Http.call(client, "http://orders/").execute())).isEqualTo("next");
        assertThat(Http.taken(server).getConnectionIndex()).isZero();
    }

    @Test
    void oneStreamAtATimeMeansMoreConnections() throws IOException {
        Settings one = new Settings();
        one.set(Settings.MAX_CONCURRENT_STREAMS, 1);
        server.enqueue(Http.ok("settings").newBuilder().settings(one).build());
        assertThat(Http.text(Http.call(client, "http://orders/").execute())).isEqualTo("settings");
        Http.taken(server);
        server.enqueue(Http.silence());
        server.enqueue(Http.ok("beside"));

        Call waiting = Http.call(client, "http://orders/");
        CompletableFuture<Response> answer = How.enqueue(waiting);
        assertThat(Http.taken(server).getConnectionIndex()).isZero();
        assertThat(Http.text(Http.call(client, "http://orders/").execute())).isEqualTo("beside");

        assertThat(Http.taken(server).getConnectionIndex()).isEqualTo(1);
        waiting.cancel();
        assertThatThrownBy(answer::join).hasMessageContaining("Canceled");
    }
}
