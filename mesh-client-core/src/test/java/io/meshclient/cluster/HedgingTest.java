package io.meshclient.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshclient.balance.PickArgs;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.guard.Admission;
import io.meshclient.observe.MeshObserver;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.HedgeBuilder;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** When an answer is late, and what an endpoint learns from being overtaken. */
class HedgingTest {

    private static final long MILLI = 1_000_000L;

    private final VirtualTime time = new VirtualTime();

    private static ServiceConfig config(Consumer<HedgeBuilder> edit) {
        return ServiceConfig.of(
                "orders",
                service -> service.endpoints("a:1", "b:1")
                        .balancer("round-robin")
                        .hedge(hedge -> edit.accept(hedge.enabled(true))));
    }

    private Cluster cluster(ServiceConfig config) {
        Cluster cluster = new Cluster(config, time.runtime(), new MeshObserver() {}, state -> {});
        cluster.update(EndpointSet.of(config.endpoints()));
        return cluster;
    }

    private Hedging hedging(Consumer<HedgeBuilder> edit) {
        return Objects.requireNonNull(cluster(config(edit)).hedging());
    }

    private void answered(Hedging hedging, int times, long millis) {
        for (int i = 0; i < times; i++) {
            hedging.learn(Outcome.response(200, millis * MILLI), Verdict.SUCCESS, false, time.nanos());
        }
    }

    private long delay(Hedging hedging) {
        time.advance(Duration.ofMillis(101)); // a percentile is believed for 100 ms
        return hedging.delayNanos(0, time.nanos());
    }

    @Test
    void itIsOffUnlessSomebodySwitchesItOn() {
        assertThat(cluster(ServiceConfig.of("orders", service -> service.endpoints("a:1")))
                        .hedging())
                .isNull();
    }

    @Test
    void aFixedDelayNeedsNoAnswers() {
        Hedging hedging = hedging(hedge -> hedge.delay(Duration.ofMillis(30)));
        assertThat(delay(hedging)).isEqualTo(30 * MILLI);
    }

    @Test
    void aPercentileIsUnknownUntilThereAreEnoughAnswers() {
        Hedging hedging = hedging(hedge -> hedge.minSamples(50));
        answered(hedging, 49, 10);
        assertThat(delay(hedging)).isEqualTo(-1);
        answered(hedging, 1, 10);
        assertThat(delay(hedging)).isCloseTo(10 * MILLI, within(2 * MILLI));
    }

    @Test
    void aPercentileIsThatOfTheWindow() {
        Hedging hedging = hedging(hedge -> hedge.percentile(90).window(Duration.ofSeconds(6)));
        answered(hedging, 90, 10);
        answered(hedging, 10, 200);
        assertThat(delay(hedging)).isCloseTo(10 * MILLI, within(2 * MILLI));
        answered(hedging, 10, 200);
        assertThat(delay(hedging)).isCloseTo(200 * MILLI, within(25 * MILLI));

        time.advance(Duration.ofSeconds(7));
        assertThat(delay(hedging)).as("all are old").isEqualTo(-1);
    }

    @Test
    void noPercentileIsShorterThanTheLeastDelay() {
        Hedging hedging = hedging(hedge -> hedge.minDelay(Duration.ofMillis(5)));
        answered(hedging, 100, 1);
        assertThat(delay(hedging)).isEqualTo(5 * MILLI);
    }

    @Test
    void howSoonAnAttemptFailsSaysNothingOfWhatIsLate() {
        Hedging hedging = hedging(hedge -> {});
        answered(hedging, 100, 10);
        for (int i = 0; i < 1_000; i++) {
            Outcome refused = Outcome.failure(OutcomeKind.CONNECT_FAILURE, MILLI, true, null);
            hedging.learn(refused, Verdict.RETRYABLE_FAILURE, false, time.nanos());
            hedging.learn(Outcome.response(503, MILLI), Verdict.RETRYABLE_FAILURE, false, time.nanos());
            hedging.learn(canceled(MILLI), Verdict.IGNORED, false, time.nanos());
        }
        assertThat(delay(hedging)).isCloseTo(10 * MILLI, within(2 * MILLI));
    }

    @Test
    void whatIsOvertakenCountsWithItsTimeUntilThen() {
        Hedging hedging = hedging(hedge -> {});
        answered(hedging, 100, 10);
        for (int i = 0; i < 10; i++) {
            hedging.learn(canceled(80 * MILLI), Verdict.IGNORED, true, time.nanos());
        }
        assertThat(delay(hedging)).isCloseTo(80 * MILLI, within(10 * MILLI));
    }

    @Test
    void byPerTryTimeoutTheDelayIsTheCallsOwn() {
        Hedging hedging = hedging(hedge -> hedge.onPerTryTimeout(true).delay(Duration.ofMillis(1)));
        assertThat(hedging.delayNanos(70 * MILLI, time.nanos())).isEqualTo(70 * MILLI);
        assertThat(hedging.delayNanos(0, time.nanos())).isEqualTo(-1);
    }

    @Test
    void aChangeOfSomethingElseKeepsWhatIsKnown() {
        Cluster cluster = cluster(config(hedge -> {}));
        Hedging before = cluster.hedging();
        ServiceConfig other = ServiceConfig.of(
                "orders",
                service -> service.endpoints("a:1", "b:1")
                        .callTimeout(Duration.ofSeconds(3))
                        .hedge(hedge -> hedge.enabled(true)));
        cluster.reconfigure(other);
        assertThat(cluster.hedging()).isSameAs(before);

        cluster.reconfigure(config(hedge -> hedge.percentile(95)));
        assertThat(cluster.hedging()).isNotNull().isNotSameAs(before);
        cluster.reconfigure(ServiceConfig.of("orders", service -> service.endpoints("a:1", "b:1")));
        assertThat(cluster.hedging()).isNull();
    }

    @Test
    void aHedgeGoesToAnotherEndpointOrNowhere() {
        Cluster cluster = cluster(config(hedge -> {}));
        PickArgs args = new PickArgs(time.random());
        EndpointState first = asked(cluster.admit(args, time.nanos()));
        args.exclude(first);
        args.othersOnly(true);
        EndpointState second = asked(cluster.admit(args, time.nanos()));
        assertThat(second).isNotSameAs(first);

        args.exclude(second);
        assertThat(cluster.hasUntried(args)).isFalse();
        assertThat(cluster.admit(args, time.nanos()).endpoint()).isNull();
        args.othersOnly(false);
        assertThat(cluster.admit(args, time.nanos()).endpoint())
                .as("a retry may ask one again")
                .isNotNull();
    }

    @Test
    void anOvertakenEndpointLooksAsSlowAsItWasSeenToBeAndNothingElseIsLearned() {
        EndpointState slow = alone();
        Admission first = admitted(slow);
        first.headers(Outcome.response(200, 10 * MILLI), Verdict.SUCCESS, time.nanos());
        first.end();

        for (int i = 0; i < 20; i++) {
            time.advance(Duration.ofMillis(200));
            Admission late = admitted(slow);
            late.overtaken();
            late.headers(canceled(150 * MILLI), Verdict.IGNORED, time.nanos());
            late.end();
        }
        assertThat(slow.cost(time.nanos())).isGreaterThan(100.0 * MILLI);
        assertThat(slow.inFlight()).isZero();
        assertThat(slow.isEjected()).isFalse();
    }

    @Test
    void overtakenSoonerThanUsualItDoesNotLookFaster() {
        EndpointState endpoint = alone();
        Admission first = admitted(endpoint);
        first.headers(Outcome.response(200, 100 * MILLI), Verdict.SUCCESS, time.nanos());
        double before = endpoint.cost(time.nanos());

        Admission late = admitted(endpoint);
        late.overtaken();
        late.headers(canceled(20 * MILLI), Verdict.IGNORED, time.nanos());
        assertThat(endpoint.cost(time.nanos())).isEqualTo(before);
    }

    @Test
    void aCallersCancelStillTeachesNobody() {
        EndpointState endpoint = alone();
        Admission first = admitted(endpoint);
        first.headers(canceled(5_000 * MILLI), Verdict.IGNORED, time.nanos());
        assertThat(endpoint.cost(time.nanos())).isZero();
    }

    private EndpointState alone() {
        Cluster cluster = new Cluster(config(hedge -> {}), time.runtime(), new MeshObserver() {}, state -> {});
        cluster.update(EndpointSet.of(List.of(Endpoint.parse("a:1"))));
        return cluster.states().get(0);
    }

    private Admission admitted(EndpointState endpoint) {
        return (Admission) endpoint.admit(time.nanos(), false);
    }

    private static EndpointState asked(Choice choice) {
        return Objects.requireNonNull(choice.endpoint());
    }

    private static Outcome canceled(long nanos) {
        return Outcome.failure(OutcomeKind.CANCELED, nanos, false, null);
    }
}
