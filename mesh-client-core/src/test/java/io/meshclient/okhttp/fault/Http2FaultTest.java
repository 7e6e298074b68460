package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.Scene.kinds;
import static io.meshclient.okhttp.fault.Scene.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.StopReason;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** HTTP/2's own ways to fail: a stream turned away is safe to send again, a stream cut off is not. */
@Timeout(30)
final class Http2FaultTest {

    private static final int INTERNAL_ERROR = 2;
    private static final int REFUSED_STREAM = 7;

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);
    private final MockWebServer server =
            leaks.server(server -> server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));

    private OkHttpClient client() {
        OkHttpClient plain = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .build();
        return scene.client(plain, List.of("127.0.0.1:" + server.getPort()), orders -> {});
    }

    private static MockResponse ok() {
        return new MockResponse.Builder().body("ok").build();
    }

    private static MockResponse resetStream(int code) {
        return new MockResponse.Builder()
                .onRequestStart(new SocketEffect.CloseStream(code))
                .build();
    }

    @Test
    void refusedStreamIsSentAgainAlsoAPost() throws IOException {
        server.enqueue(resetStream(REFUSED_STREAM));
        server.enqueue(ok());
        Answered answered = call(client(), post());
        assertThat(answered.code()).isEqualTo(200);
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.REFUSED_STREAM, OutcomeKind.RESPONSE);
        assertThat(answered.report().attempts().get(0).outcome().neverSent()).isTrue();
    }

    @Test
    void otherResetsOfAStreamAreResets() throws IOException {
        server.enqueue(resetStream(INTERNAL_ERROR));
        server.enqueue(ok());
        OkHttpClient client = client();
        assertThat(kinds(call(client, get()).report())).containsExactly(OutcomeKind.RESET, OutcomeKind.RESPONSE);

        server.enqueue(resetStream(INTERNAL_ERROR));
        MeshException failure = catchThrowableOfType(MeshException.class, () -> call(client, post()));
        assertThat(kinds(failure.report())).containsExactly(OutcomeKind.RESET);
        assertThat(failure.report().stop()).isEqualTo(StopReason.NOT_REPLAYABLE);
    }

    @Test
    void goAwayAfterAnAnswerLosesNothing() throws IOException {
        server.enqueue(new MockResponse.Builder()
                .body("ok")
                .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
                .build());
        server.enqueue(ok());
        OkHttpClient client = client();
        assertThat(call(client, post()).code()).isEqualTo(200);
        Answered next = call(client, post());
        assertThat(next.code()).isEqualTo(200);
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void lostConnectionThatHadBeenIdleIsStale() throws IOException {
        server.enqueue(ok());
        server.enqueue(new MockResponse.Builder()
                .onRequestStart(new SocketEffect.CloseSocket())
                .build());
        server.enqueue(ok());
        OkHttpClient client = client();
        call(client, get());
        Answered answered = call(client, get());
        assertThat(answered.code()).isEqualTo(200);
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.STALE_CONNECTION, OutcomeKind.RESPONSE);
    }
}
