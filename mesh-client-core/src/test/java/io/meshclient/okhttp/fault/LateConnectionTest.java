package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.kinds;
import static io.meshclient.okhttp.fault.Scene.post;
import static io.meshclient.okhttp.fault.Scene.secure;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A handshake that ends at the moment at which its time is up: the connection is there, and its socket is closed. */
@Timeout(30)
final class LateConnectionTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    @Test
    void connectionThatIsReadyTooLateIsAConnectFailureAndNeverSent() throws IOException {
        WireServer server = leaks.closing(new WireServer(Tls.server()));
        LateOnce late = new LateOnce();
        OkHttpClient plain = Tls.client().eventListener(late).build();
        OkHttpClient warm = scene.client(plain, endpoints(server), orders -> {});
        assertThat(call(warm, secure(post())).code())
                .as("the first handshake of a JVM")
                .isEqualTo(200);

        late.armed.set(true);
        OkHttpClient client = scene.client(
                plain,
                endpoints(server),
                orders -> orders.connectTimeout(Duration.ofMillis(700))
                        .outlier(outlier -> outlier.holdOff(Duration.ZERO)));
        Answered answered = call(client, secure(post()));
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.CONNECT_FAILURE, OutcomeKind.RESPONSE);
        assertThat(answered.report().attempts().get(0).outcome().neverSent()).isTrue();
        assertThat(server.seen()).hasSize(2);
    }

    private static final class LateOnce extends EventListener {
        private final AtomicBoolean armed = new AtomicBoolean();

        @Override
        public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
            if (armed.compareAndSet(true, false)) {
                LockSupport.parkNanos(Duration.ofMillis(1200).toNanos());
            }
        }
    }
}
