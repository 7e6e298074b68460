package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.Scene.kinds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.StopReason;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An attempt may take long, but not without a byte: before its headers it is retried, in its body it ends. */
@Timeout(15)
final class PerTryIdleTimeoutTest {

    private static final Duration IDLE = Duration.ofSeconds(1);

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    private OkHttpClient client(OkHttpClient plain, String endpoint) {
        return scene.client(plain, List.of(endpoint), orders -> orders.perTryIdleTimeout(IDLE));
    }

    /** Would by itself wait for longer than a test may take. */
    private static OkHttpClient.Builder patient() {
        return new OkHttpClient.Builder().readTimeout(Duration.ofSeconds(20));
    }

    private OkHttpClient client(WireServer server) {
        return client(patient().build(), server.endpoint());
    }

    @Test
    void silenceBeforeTheHeadersIsAResetAndRetried() throws IOException {
        WireServer a = scene.server().then(WireServer.silence());
        long start = System.nanoTime();
        Answered answered = call(client(a), get());

        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.RESET, OutcomeKind.RESPONSE);
        assertThat(answered.report().attempts().get(0).outcome().cause()).isInstanceOf(SocketTimeoutException.class);
        assertThat(System.nanoTime() - start)
                .isBetween(IDLE.toNanos() - 10_000_000, Duration.ofSeconds(5).toNanos());
    }

    @Test
    void bytesNowAndThenKeepItAlive() throws IOException {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        WireServer a = scene.server().then(WireServer.trickle(answer, Duration.ofMillis(40)));
        Answered answered = call(client(a), get());

        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.RESPONSE);
        assertThat(answered.body()).isEqualTo("ok");
        assertThat(answered.report().elapsedNanos())
                .as("longer than the idle time")
                .isGreaterThan(IDLE.toNanos());
    }

    @Test
    void silenceInTheBodyEndsItAndIsNotRetried() throws IOException {
        WireServer a = scene.server().usually(WireServer.raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfirst"));
        try (Response response = client(a).newCall(get()).execute()) {
            assertThat(catchThrowable(() -> response.body().string())).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(a.seen()).hasSize(1);
    }

    @Test
    void aStreamOfHttp2IsIdleByItself() throws IOException {
        FrameServer server = leaks.closing(new FrameServer(null));
        OkHttpClient plain =
                patient().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build();
        OkHttpClient client = client(plain, server.endpoint());
        server.then(request -> {});
        assertThat(kinds(call(client, get()).report())).containsExactly(OutcomeKind.RESET, OutcomeKind.RESPONSE);

        server.then(request -> {
            request.headers();
            request.data("first");
        });
        try (Response response = client.newCall(get()).execute()) {
            assertThat(catchThrowable(() -> response.body().string())).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(server.seen()).hasSize(3);
    }

    @Test
    void aShorterTimeOfTheClientCounts() {
        WireServer a = scene.server().usually(WireServer.silence());
        OkHttpClient plain =
                new OkHttpClient.Builder().readTimeout(Duration.ofMillis(100)).build();
        OkHttpClient client = scene.client(
                plain,
                endpoints(a),
                orders -> orders.perTryIdleTimeout(Duration.ofSeconds(20)).retry(r -> r.enabled(false)));
        long start = System.nanoTime();
        assertThat(catchThrowable(() -> call(client, get())))
                .isInstanceOfSatisfying(
                        MeshException.class,
                        failure -> assertThat(failure.report().stop()).isEqualTo(StopReason.RETRY_DISABLED));
        assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(5).toNanos());
    }
}
