package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Late.DELAY;
import static io.meshclient.okhttp.fault.Late.hedged;
import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.Scene.kinds;
import static io.meshclient.okhttp.fault.Scene.post;
import static io.meshclient.okhttp.fault.WireServer.silence;
import static io.meshclient.okhttp.fault.WireServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.AttemptReport;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.MeshTimeoutException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.StopReason;
import io.meshclient.policy.MeshConfig;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When a second attempt is sent beside the first, to whom, and what the caller gets. */
@Timeout(30)
final class HedgeTest {

    private static final WireServer.Answer OK = text(200, "ok");

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);
    private final Late late = new Late();
    private final WireServer a = scene.server();
    private final WireServer b = scene.server();

    private OkHttpClient client(Consumer<ServiceConfig.Builder> edit) {
        return scene.client(endpoints(a, b), edit);
    }

    private void bothSay(WireServer.Answer first, WireServer.Answer further) {
        WireServer.Answer answer = late.first(first, further);
        a.usually(answer);
        b.usually(answer);
    }

    private int seen() {
        return a.seen().size() + b.seen().size();
    }

    private static WireServer.Answer after(Duration pause, WireServer.Answer answer) {
        return (connection, out) -> {
            LockSupport.parkNanos(pause.toNanos());
            answer.to(connection, out);
        };
    }

    @Test
    void aLateCallGetsItsAnswerFromAnotherEndpoint() throws IOException {
        bothSay(silence(), OK);
        Answered answered = call(client(hedged()), get());

        assertThat(answered.body()).isEqualTo("ok");
        CallReport report = answered.report();
        assertThat(kinds(report)).containsExactly(OutcomeKind.CANCELED, OutcomeKind.RESPONSE);
        assertThat(report.attempts()).extracting(AttemptReport::hedge).containsExactly(false, true);
        assertThat(report.attempts()).extracting(AttemptReport::endpoint).doesNotHaveDuplicates();
        assertThat(report.attempts().get(1).startNanos()).isGreaterThanOrEqualTo(DELAY.toNanos());
        assertThat(report.hedges()).isOne();
        assertThat(report.retries()).isZero();
        assertThat(report.stop()).isEqualTo(StopReason.ANSWERED);
        assertThat(report.summary()).contains(" (hedge) 200 after ").contains("canceled after ");
        assertThat(answered.response().request().url().host()).isEqualTo("orders");
    }

    @Test
    void theFirstMayStillWin() throws IOException {
        bothSay(after(DELAY.multipliedBy(3), text(200, "first")), silence());
        Answered answered = call(client(hedged()), get());
        assertThat(answered.body()).isEqualTo("first");
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.RESPONSE, OutcomeKind.CANCELED);
    }

    @Test
    void aQuickAnswerSendsNoHedge() throws IOException {
        OkHttpClient client = client(hedged(hedge -> hedge.delay(Duration.ofSeconds(9))));
        for (int i = 0; i < 20; i++) {
            assertThat(call(client, get()).report().attempts()).hasSize(1);
        }
        assertThat(seen()).isEqualTo(20);
    }

    @Test
    void withoutABudgetThereIsNoHedge() throws IOException {
        bothSay(after(DELAY.multipliedBy(3), text(200, "first")), OK);
        OkHttpClient client =
                client(hedged(hedge -> hedge.delay(DELAY).budgetReserve(0).budgetRatio(0.5)));
        assertThat(call(client, get()).report().hedges()).as("half a token").isZero();
        late.again();
        assertThat(call(client, get()).report().hedges()).as("a whole one").isOne();
        late.again();
        assertThat(call(client, get()).report().hedges())
                .as("half of one again")
                .isZero();
    }

    @Test
    void withoutAnotherEndpointThereIsNoHedgeAndNoTokenIsTaken() throws IOException {
        a.usually(after(DELAY.multipliedBy(3), OK));
        OkHttpClient client = scene.client(endpoints(a), hedged());
        assertThat(call(client, get()).report().attempts()).hasSize(1);
        assertThat(a.seen()).hasSize(1);
    }

    @Test
    void onlyWhatMayBeReplayedIsHedged() throws IOException {
        bothSay(after(DELAY.multipliedBy(3), text(201, "first")), text(201, "hedge"));
        OkHttpClient client = client(hedged());
        assertThat(call(client, post()).report().attempts()).hasSize(1);
        assertThat(seen()).isOne();

        late.again();
        Request marked = post().newBuilder().header("Idempotency-Key", "7").build();
        assertThat(call(client, marked).report().hedges()).isOne();

        late.again();
        Request once = get().newBuilder().method("PUT", new OneShot()).build();
        assertThat(call(client, once).report().attempts()).hasSize(1);
    }

    /** May be written once. */
    private static final class OneShot extends RequestBody {
        @Override
        public @Nullable MediaType contentType() {
            return null;
        }

        @Override
        public long contentLength() {
            return 3;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.writeUtf8("one");
        }
    }

    @Test
    void anEarlyFailureLaunchesTheNextAtOnce() throws IOException {
        bothSay(text(503, "no"), OK);
        OkHttpClient client = client(orders -> {
            hedged(hedge -> hedge.delay(Duration.ofSeconds(9))).accept(orders);
            orders.retry(retry -> retry.base(Duration.ofSeconds(8)).max(Duration.ofSeconds(8)));
        });
        Answered answered = call(client, get());
        assertThat(answered.code()).isEqualTo(200);
        assertThat(answered.report().retries()).isOne();
        assertThat(answered.report().hedges()).isZero();
        assertThat(answered.report().elapsedNanos())
                .as("neither the delay nor the back-off was waited for")
                .isLessThan(Duration.ofSeconds(4).toNanos());
    }

    @Test
    void aFailureOfTheFirstDoesNotEndTheHedge() throws IOException {
        bothSay(after(DELAY.multipliedBy(3), text(500, "no")), after(DELAY.multipliedBy(6), OK));
        Answered answered = call(client(hedged()), get());
        assertThat(answered.code()).isEqualTo(200);
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.RESPONSE, OutcomeKind.RESPONSE);
    }

    @Test
    void whenAllFailTheStoryTellsAll() {
        bothSay(after(DELAY.multipliedBy(3), WireServer.rawThenClose("")), WireServer.rawThenClose(""));
        OkHttpClient client = client(orders -> {
            hedged().accept(orders);
            orders.retry(retry -> retry.enabled(false));
        });
        MeshException failure = catchThrowableOfType(MeshException.class, () -> call(client, get()));
        assertThat(kinds(failure.report())).containsExactly(OutcomeKind.RESET, OutcomeKind.RESET);
        assertThat(failure.report().stop()).isEqualTo(StopReason.RETRY_DISABLED);
    }

    @Test
    void theDeadlineEndsBoth() {
        bothSay(silence(), silence());
        OkHttpClient client = client(orders -> {
            hedged().accept(orders);
            orders.callTimeout(DELAY.multipliedBy(4));
        });
        MeshTimeoutException failure = catchThrowableOfType(MeshTimeoutException.class, () -> call(client, get()));
        assertThat(kinds(failure.report())).containsExactly(OutcomeKind.CALL_TIMEOUT, OutcomeKind.CALL_TIMEOUT);
        await().untilAsserted(() ->
                assertThat(a.openConnections() + b.openConnections()).isZero());
    }

    @Test
    void byPercentileTheServicesOwnAnswersSayWhatIsLate() throws IOException {
        OkHttpClient client = client(hedged(hedge -> hedge.minSamples(60).percentile(90)));
        for (int i = 0; i < 60; i++) {
            assertThat(call(client, get()).report().attempts()).hasSize(1);
        }
        LockSupport.parkNanos(Duration.ofMillis(120).toNanos()); // it is looked at ten times a second
        late.again();
        bothSay(silence(), OK);
        Answered answered = call(client, get());
        assertThat(answered.report().hedges()).isOne();
        assertThat(answered.report().elapsedNanos())
                .isLessThan(Duration.ofSeconds(5).toNanos());
    }

    @Test
    void byPerTryTimeoutTheSlowAttemptGoesOn() throws IOException {
        bothSay(after(DELAY.multipliedBy(4), text(200, "first")), silence());
        Answered answered = call(client(byPerTryTimeout()), get());
        assertThat(answered.body()).isEqualTo("first");
        assertThat(answered.report().hedges()).isOne();
        assertThat(seen()).isEqualTo(2);
    }

    @Test
    void whoNeverAnswersWithinThePerTryTimeoutIsBlamedForItAllTheSame() throws IOException {
        bothSay(silence(), OK);
        Answered answered = call(client(byPerTryTimeout()), get());
        assertThat(answered.body()).isEqualTo("ok");
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.PER_TRY_TIMEOUT, OutcomeKind.RESPONSE);
        String loser = answered.report().attempts().get(0).endpoint();
        assertThat(scene.orders().endpoint(loser).state()).isEqualTo("ejected");
    }

    private static Consumer<ServiceConfig.Builder> byPerTryTimeout() {
        return orders -> {
            hedged(hedge -> hedge.onPerTryTimeout(true)).accept(orders);
            orders.perTryTimeout(DELAY).outlier(outlier -> outlier.consecutiveFailures(1));
        };
    }

    @Test
    void aChangeOfConfigurationHedgesTheNextCall() throws Exception {
        bothSay(after(DELAY.multipliedBy(3), OK), OK);
        OkHttpClient client = client(orders -> {});
        CompletableFuture<Answered> running = Scene.calling(client, get());
        await().until(() -> seen() == 1);
        scene.mesh()
                .update(MeshConfig.builder()
                        .service("orders", orders -> {
                            orders.endpoints(a.endpoint(), b.endpoint()).balancer("round-robin");
                            hedged().accept(orders);
                        })
                        .build());
        assertThat(running.get().report().attempts()).hasSize(1);
        late.again();
        assertThat(call(client, get()).report().hedges()).isOne();
    }
}
