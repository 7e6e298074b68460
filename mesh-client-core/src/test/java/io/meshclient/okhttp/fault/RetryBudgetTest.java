package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.MeshTimeoutException;
import io.meshclient.outcome.StopReason;
import io.meshclient.policy.RetryBudgetType;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Envoy's budget over real calls: one retry may be under way, and however its call ends, it is given back. */
@Timeout(30)
final class RetryBudgetTest {

    private static final WireServer.Answer LATER = WireServer.text(429, "later", "Retry-After: 5");

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    private OkHttpClient client(OkHttpClient plain, WireServer server) {
        return scene.client(
                plain,
                endpoints(server),
                orders -> orders.outlier(o -> o.enabled(false))
                        .retry(r -> r.base(Duration.ofMillis(1))
                                .budgetType(RetryBudgetType.CONCURRENCY)
                                .budgetPercent(0)
                                .budgetMinConcurrency(1)));
    }

    private OkHttpClient client(WireServer server) {
        return client(new OkHttpClient(), server);
    }

    private void assertGivenBack() {
        assertThat(scene.orders().retryBudget()).isEqualTo(1);
    }

    @Test
    void anAnswerGivesItBack() throws IOException {
        WireServer a = scene.server().then(WireServer.text(503, "no"));
        assertThat(call(client(a), get()).report().retries()).isOne();
        assertGivenBack();
    }

    @Test
    void theLastFailureGivesItBack() throws IOException {
        WireServer a = scene.server().usually(WireServer.text(503, "no"));
        assertThat(call(client(a), get()).report().stop()).isEqualTo(StopReason.RETRIES_EXHAUSTED);
        assertGivenBack();

        WireServer b = scene.server().usually(WireServer.rawThenReset(""));
        OkHttpClient client = client(b);
        assertThat(catchThrowable(() -> call(client, get()))).isInstanceOf(MeshException.class);
        assertGivenBack();
    }

    @Test
    void aTimeThatIsUpGivesItBack() {
        WireServer a = scene.server().then(WireServer.text(503, "no")).usually(WireServer.silence());
        OkHttpClient client = client(
                new OkHttpClient.Builder().callTimeout(Duration.ofMillis(300)).build(), a);
        assertThat(catchThrowable(() -> call(client, get()))).isInstanceOf(MeshTimeoutException.class);
        assertGivenBack();
    }

    @Test
    void whileOneWaitsNoOtherMayAndACancelGivesItBack() throws Exception {
        WireServer a = scene.server().then(LATER);
        OkHttpClient client = client(a);
        Call waiting = client.newCall(get());
        AtomicReference<@Nullable Throwable> end = new AtomicReference<>();
        Thread caller = new Thread(() -> end.set(catchThrowable(waiting::execute)));
        caller.start();
        await().until(() -> scene.orders().retryBudget() == 0);

        a.then(WireServer.text(503, "no"));
        Answered refused = call(client, get());
        assertThat(refused.code()).isEqualTo(503);
        assertThat(refused.report().stop()).isEqualTo(StopReason.BUDGET_EXHAUSTED);
        assertThat(scene.orders().retryBudget())
                .as("who got none gives none back")
                .isZero();

        waiting.cancel();
        caller.join();
        assertThat(end.get()).hasMessage("Canceled");
        assertGivenBack();
    }

    @Test
    void anInterruptGivesItBack() throws Exception {
        WireServer a = scene.server().then(LATER);
        OkHttpClient client = client(a);
        AtomicReference<@Nullable Throwable> end = new AtomicReference<>();
        Thread caller = new Thread(() -> end.set(catchThrowable(() -> call(client, get()))));
        caller.start();
        await().until(() -> scene.orders().retryBudget() == 0);
        caller.interrupt();
        caller.join();

        assertThat(end.get()).isInstanceOf(InterruptedIOException.class);
        assertGivenBack();
    }

    @Test
    void aListenerThatThrowsGivesItBack() {
        WireServer a = scene.server().usually(WireServer.rawThenReset(""));
        OkHttpClient plain = new OkHttpClient.Builder()
                .eventListener(new EventListener() {
                    @Override
                    public void retryDecision(Call call, IOException exception, boolean retry) {
                        throw new IllegalStateException("listener");
                    }
                })
                .build();
        OkHttpClient client = client(plain, a);
        assertThat(catchThrowable(() -> call(client, get()))).hasMessage("listener");
        assertGivenBack();
    }
}
