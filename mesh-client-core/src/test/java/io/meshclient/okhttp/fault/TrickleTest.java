package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.Scene.kinds;
import static io.meshclient.okhttp.fault.Scene.post;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meshclient.Mesh;
import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.MeshTimeoutException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.StopReason;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An answer byte by byte: no read ever waits for long, so that only the clocks of the attempt and the call can end it. */
@Timeout(30)
final class TrickleTest {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";
    private static final String BODY = "0123456789";

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    private static Duration ms(int millis) {
        return Duration.ofMillis(millis);
    }

    private static WireServer.Answer headers() {
        return WireServer.trickle(HEAD + BODY, PAUSE);
    }

    private static WireServer.Answer body() {
        return (connection, out) -> {
            WireServer.raw(HEAD).to(connection, out);
            WireServer.trickle(BODY, PAUSE).to(connection, out);
        };
    }

    @Test
    void perTryTimeoutEndsHeadersThatTrickle() throws IOException {
        WireServer a = scene.server().then(headers());
        OkHttpClient client = scene.client(endpoints(a), orders -> orders.perTryTimeout(ms(300)));
        Answered answered = call(client, get());
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.PER_TRY_TIMEOUT, OutcomeKind.RESPONSE);
        assertThat(answered.report().attempts().get(0).outcome().latencyNanos())
                .isGreaterThanOrEqualTo(ms(290).toNanos());
        assertThat(a.seen()).hasSize(2);

        a.then(headers());
        MeshException failure = catchThrowableOfType(MeshException.class, () -> call(client, post()));
        assertThat(kinds(failure.report())).containsExactly(OutcomeKind.PER_TRY_TIMEOUT);
        assertThat(failure.report().stop()).isEqualTo(StopReason.NOT_REPLAYABLE);
        assertThat(a.seen()).hasSize(3);
    }

    @Test
    void callTimeoutEndsHeadersThatTrickle() {
        WireServer a = scene.server().usually(headers());
        OkHttpClient client = scene.client(endpoints(a), orders -> orders.callTimeout(ms(400)));
        long start = System.nanoTime();
        MeshTimeoutException failure = catchThrowableOfType(MeshTimeoutException.class, () -> call(client, get()));
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(ms(390).toNanos());
        assertThat(kinds(failure.report())).containsExactly(OutcomeKind.CALL_TIMEOUT);
        assertThat(failure.report().stop()).isEqualTo(StopReason.DEADLINE);
        assertThat(a.seen()).hasSize(1);
    }

    @Test
    void readTimeoutIsOfOneReadAndSeesNothingAmiss() throws IOException {
        WireServer a = scene.server().usually(WireServer.trickle(HEAD + BODY, ms(20)));
        OkHttpClient plain = new OkHttpClient.Builder().readTimeout(ms(700)).build();
        Answered answered = call(scene.client(plain, endpoints(a), orders -> {}), get());
        assertThat(answered.body()).isEqualTo(BODY);
        assertThat(answered.report().elapsedNanos())
                .as("longer than the read timeout")
                .isGreaterThan(ms(720).toNanos());
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.RESPONSE);
    }

    @Test
    void bodyMayTrickleBeyondBothTimeouts() throws IOException {
        WireServer a = scene.server().usually(body());
        OkHttpClient client = scene.client(
                endpoints(a), orders -> orders.perTryTimeout(ms(500)).callTimeout(ms(600)));
        Answered answered = call(client, get());
        assertThat(answered.body()).isEqualTo(BODY);
        assertThat(a.seen()).hasSize(1);
    }

    @Test
    void callTimeoutThatCoversTheBodyEndsIt() throws IOException {
        WireServer a = scene.server().usually(body());
        OkHttpClient client =
                scene.client(endpoints(a), orders -> orders.callTimeout(ms(500)).callTimeoutCoversBody(true));
        try (Response response = client.newCall(get()).execute()) {
            MeshTimeoutException late = catchThrowableOfType(
                    MeshTimeoutException.class, () -> response.body().string());
            assertThat(kinds(late.report())).containsExactly(OutcomeKind.RESPONSE);
            assertThat(late.report().stop()).isEqualTo(StopReason.DEADLINE);
        }
        assertThat(a.seen()).hasSize(1);
    }

    @Test
    void bodyThatStopsToTrickleEndsWithTheReadTimeoutAndIsHeldAgainstItsEndpoint() throws IOException {
        WireServer a = scene.server().usually(WireServer.trickle(HEAD + "01", ms(5)));
        OkHttpClient plain = new OkHttpClient.Builder().readTimeout(ms(300)).build();
        OkHttpClient client = scene.client(plain, endpoints(a), orders -> {});
        try (Response response = client.newCall(get()).execute()) {
            assertThat(requireNonNull(Mesh.reportOf(response)).stop()).isEqualTo(StopReason.ANSWERED);
            assertThat(catchThrowableOfType(
                            IOException.class, () -> response.body().string()))
                    .as("OkHttp's own, unchanged")
                    .isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(a.seen()).hasSize(1);
        assertThat(scene.orders().endpoint(a.endpoint()).ewmaMillis()).isGreaterThan(500);
    }
}
