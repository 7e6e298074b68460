package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.calling;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.Scene.kinds;
import static io.meshclient.okhttp.fault.Scene.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.MeshRefusedException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.StopReason;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the mesh refuses between two attempts of a call, and what it does not. */
@Timeout(30)
final class RetryRefusedTest {

    /** Opens with the first failure. */
    private static final Consumer<ServiceConfig.Builder> TOUCHY = orders -> orders.breaker(b -> b.enabled(true)
            .windowSize(1)
            .minimumCalls(1)
            .failureRateThreshold(50)
            .openTime(Duration.ofSeconds(60)));

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    @Test
    void breakerThatOpensMeanwhileReturnsTheResponseOfTheFirstAttempt() throws IOException {
        WireServer a = scene.server().usually(WireServer.text(503, "the first"));
        WireServer b = scene.server().usually(WireServer.text(503, "the first"));
        OkHttpClient client = scene.client(endpoints(a, b), TOUCHY);
        Answered answered = call(client, get());
        assertThat(answered.code()).isEqualTo(503);
        assertThat(answered.body()).as("not closed yet").isEqualTo("the first");
        assertBreaker(answered.report());
        assertThat(a.seen().size() + b.seen().size()).isOne();

        MeshRefusedException refused = catchThrowableOfType(MeshRefusedException.class, () -> call(client, get()));
        assertThat(refused.reason()).isEqualTo(RefusalReason.BREAKER_OPEN);
        assertThat(a.seen().size() + b.seen().size()).isOne();
    }

    @Test
    void breakerThatOpensMeanwhileEndsACallWithoutAResponse() {
        WireServer a = scene.server().usually(WireServer.rawThenReset(""));
        WireServer b = scene.server().usually(WireServer.rawThenReset(""));
        OkHttpClient client = scene.client(endpoints(a, b), TOUCHY);
        MeshException failure = catchThrowableOfType(MeshException.class, () -> call(client, get()));
        assertThat(kinds(failure.report())).containsExactly(OutcomeKind.RESET);
        assertBreaker(failure.report());
        assertThat(a.seen().size() + b.seen().size()).isOne();
    }

    private static void assertBreaker(CallReport report) {
        assertThat(report.attempts()).hasSize(1);
        assertThat(report.stop()).isEqualTo(StopReason.REFUSED);
        assertThat(report.refusal()).isEqualTo(RefusalReason.BREAKER_OPEN);
    }

    @Test
    void capIsTakenOncePerCallAndHeldBetweenItsAttempts() throws Exception {
        WireServer a = scene.server().then(WireServer.text(429, "later", "Retry-After: 1"));
        OkHttpClient client = scene.client(endpoints(a), orders -> orders.maxConcurrentCalls(1));
        CompletableFuture<Answered> waits = calling(client, get());
        await().until(() -> a.seen().size() == 1);
        MeshRefusedException refused = catchThrowableOfType(MeshRefusedException.class, () -> call(client, get()));
        assertThat(refused.reason()).isEqualTo(RefusalReason.TOO_MANY_CALLS);
        Answered answered = waits.get(10, TimeUnit.SECONDS);
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.RESPONSE, OutcomeKind.RESPONSE);
        assertThat(answered.code()).isEqualTo(200);
        assertThat(a.seen()).hasSize(2);
    }

    @Test
    void endpointThatAcceptsNothingIsLeftAfterTheConnectTimeoutByAPostToo() throws IOException {
        ServerSocket full = leaks.closing(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
        Backlog.fill(full, leaks);
        WireServer good = scene.server();
        OkHttpClient client = scene.client(
                List.of("127.0.0.1:" + full.getLocalPort(), good.endpoint()),
                orders -> orders.connectTimeout(Duration.ofMillis(300)));
        Answered first = call(client, post());
        Answered second = call(client, post());
        Answered late = first.report().attempts().size() == 2 ? first : second; // round robin: one of them
        assertThat(kinds(late.report())).containsExactly(OutcomeKind.CONNECT_FAILURE, OutcomeKind.RESPONSE);
        assertThat(late.report().attempts().get(0).outcome().neverSent()).isTrue();
        assertThat(good.seen()).hasSize(2);
        assertThat(call(client, get()).report().attempts()).as("it is held off").hasSize(1);
    }
}
