package io.meshclient.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshclient.balance.PickArgs;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Health;
import io.meshclient.guard.Admission;
import io.meshclient.observe.EndpointStatus;
import io.meshclient.observe.MeshObserver;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What one endpoint's state learns, in virtual time. */
class EndpointStateTest {

    private static final long MILLI = 1_000_000L;
    private static final double SECOND = 1e9;

    private final VirtualTime time = new VirtualTime();
    private final Cluster cluster = newCluster(time);
    private final EndpointState state = stateOf(cluster);

    @Test
    void aFailureCountsAsFiveSecondsForAsLongAndFallsByAFactorOfEInTen() {
        answer(500);
        assertThat(cost()).isEqualTo(5 * SECOND);
        time.advance(Duration.ofSeconds(5));
        assertThat(cost()).isCloseTo(5 * SECOND / Math.sqrt(Math.E), within(0.1 * SECOND));
    }

    @Test
    void afterThatTimeNothingIsKnownWhileOneCallFindsOut() {
        answer(500);
        time.advance(Duration.ofMillis(5_001));
        Admission probe = admit();
        time.advance(Duration.ofMillis(3));
        assertThat(cost())
                .as("unknown and busy: the picker sends no second one")
                .isZero();
        end(probe, Outcome.response(200, 3 * MILLI));
        assertThat(cost()).as("no trace of the failure").isEqualTo(3 * MILLI);
    }

    @Test
    void aRetryAfterCountsForAsLongAsItAsks() {
        end(admit(), new Outcome(OutcomeKind.RESPONSE, 503, MILLI, 60_000 * MILLI, false, null));
        assertThat(cost()).isEqualTo(60 * SECOND);
    }

    @Test
    void anEjectedOneComesBackUnknown() {
        fail(5);
        assertThat(state.status()).isEqualTo(EndpointStatus.EJECTED);
        assertThat(cost()).isEqualTo(5 * SECOND);

        time.advance(Duration.ofSeconds(30));

        assertThat(state.status()).isEqualTo(EndpointStatus.AVAILABLE);
        assertThat(cost()).isZero();
        end(admit(), Outcome.response(200, 3 * MILLI));
        assertThat(cost()).isEqualTo(3 * MILLI);
    }

    @Test
    void afterAHoldOffItIsWhatItsFirstAnswerSays() {
        end(admit(), Outcome.failure(OutcomeKind.CONNECT_FAILURE, MILLI, true, null));
        assertThat(cost()).isEqualTo(5 * SECOND);
        time.advance(Duration.ofSeconds(1));
        assertThat(cost()).as("due for its probe").isZero();

        end(admit(), Outcome.response(200, 3 * MILLI));

        assertThat(state.status()).isEqualTo(EndpointStatus.AVAILABLE);
        assertThat(cost()).isEqualTo(3 * MILLI);
    }

    @Test
    void aStalledCallCostsItsAgeUntilItsHeadersCome() {
        answer(200);
        Admission stalled = admit();
        time.advance(Duration.ofSeconds(1));
        Admission younger = admit();
        time.advance(Duration.ofSeconds(2));
        assertThat(cost()).isEqualTo(3 * SECOND);

        stalled.headers(Outcome.failure(OutcomeKind.CANCELED, 0, false, null), Verdict.IGNORED, time.nanos());
        assertThat(cost()).as("the next oldest").isEqualTo(2 * SECOND);
        younger.headers(Outcome.response(200, MILLI), Verdict.SUCCESS, time.nanos());
        assertThat(cost()).as("a long body is no stall").isLessThan(2 * MILLI);
        assertThat(state.inFlight()).isEqualTo(2);
    }

    @Test
    void ofOneThatNeverAnsweredNothingIsKnownHoweverLongItTakes() {
        admit();
        time.advance(Duration.ofSeconds(3));
        assertThat(cost()).as("the picker counts it as unknown and busy").isZero();
    }

    @Test
    void oneThatDrainsKeepsItsCallsAndGetsNoNew() {
        Admission open = admit();
        cluster.update(EndpointSet.of(List.of(
                Endpoint.parse("a:1").toBuilder().health(Health.DRAINING).build(), Endpoint.parse("b:1"))));

        assertThat(state.status()).isEqualTo(EndpointStatus.DRAINING);
        assertThat(state.inFlight()).isEqualTo(1);
        for (int i = 0; i < 50; i++) {
            Choice choice = cluster.admit(new PickArgs(time.random()), time.nanos());
            assertThat(Objects.requireNonNull(choice.endpoint()).key()).isEqualTo("b:1");
        }
        open.end();
        assertThat(state.inFlight()).isZero();
        cluster.update(EndpointSet.of(List.of(Endpoint.parse("a:1"), Endpoint.parse("b:1"))));
        assertThat(state.status()).isEqualTo(EndpointStatus.AVAILABLE);
    }

    /** A tape of admissions and their moments in any order and number, against a list of those that are open. */
    @Property(tries = 150)
    void inFlightIsWhatBeganAndDidNotEnd(@ForAll @Size(max = 60) List<@IntRange(max = 1 << 20) Integer> tape) {
        VirtualTime clock = new VirtualTime();
        EndpointState endpoint = stateOf(newCluster(clock));
        List<Admission> ever = new ArrayList<>();
        List<Admission> open = new ArrayList<>();
        for (int step : tape) {
            clock.advance(Duration.ofMillis(step % 7));
            if (step % 3 == 0 || ever.isEmpty()) {
                if (endpoint.admit(clock.nanos(), true) instanceof Admission admission) {
                    ever.add(admission);
                    open.add(admission);
                }
            } else {
                Admission any = ever.get(step / 16 % ever.size());
                switch (step % 4) {
                    case 0 -> any.headers(Outcome.response(200, MILLI), Verdict.SUCCESS, clock.nanos());
                    case 1 -> any.headers(Outcome.response(500, MILLI), Verdict.FAILURE, clock.nanos());
                    case 2 -> any.bodyFailed(clock.nanos());
                    default -> {
                        any.end();
                        open.remove(any);
                    }
                }
            }
            assertThat(endpoint.inFlight()).isEqualTo(open.size());
        }
        ever.forEach(Admission::end);
        assertThat(endpoint.inFlight()).isZero();
        clock.advance(Duration.ofHours(10));
        assertThat(endpoint.cost(clock.nanos())).as("nobody waits").isLessThan(SECOND);
    }

    /** Pickers read a summary of what status() looks up: after any story both say the same. */
    @Property(tries = 300)
    void pickersSeeWhatItsStatusSays(@ForAll @Size(max = 60) List<@IntRange(max = 1 << 20) Integer> tape) {
        VirtualTime clock = new VirtualTime();
        EndpointState endpoint = stateOf(newCluster(clock));
        for (int step : tape) {
            clock.advance(Duration.ofMillis(step % 2_000));
            if (endpoint.admit(clock.nanos(), step % 5 == 0) instanceof Admission admission) {
                Outcome outcome = switch (step % 4) {
                    case 0 -> Outcome.response(200, MILLI);
                    case 1, 2 -> Outcome.failure(OutcomeKind.CONNECT_FAILURE, MILLI, true, null);
                    default -> Outcome.response(500, MILLI);
                };
                Verdict verdict = outcome.kind() == OutcomeKind.RESPONSE && outcome.status() == 200
                        ? Verdict.SUCCESS
                        : Verdict.FAILURE;
                admission.headers(outcome, verdict, clock.nanos());
                admission.end();
            }
            EndpointStatus status = endpoint.status();
            assertThat(endpoint.trusted()).isEqualTo(status != EndpointStatus.EJECTED);
            boolean waits = status == EndpointStatus.HELD_OFF || status == EndpointStatus.PROBATION;
            if (endpoint.heldOff(clock.nanos())) {
                assertThat(status).isIn(EndpointStatus.HELD_OFF, EndpointStatus.PROBATION, EndpointStatus.EJECTED);
            } else if (waits) {
                assertThat(endpoint.cost(clock.nanos())).as("due").isZero();
            }
        }
    }

    @Test
    void endsThatRaceGiveBackOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Admission> admissions = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            admissions.add(admit());
        }
        List<Future<?>> all = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            all.add(threads.submit(() -> admissions.forEach(admission -> {
                admission.headers(Outcome.response(200, MILLI), Verdict.SUCCESS, time.nanos());
                admission.end();
            })));
        }
        for (Future<?> one : all) {
            one.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();
        assertThat(state.inFlight()).isZero();
    }

    private static Cluster newCluster(VirtualTime clock) {
        ServiceConfig config = ServiceConfig.of(
                "orders", orders -> orders.endpoints("a:1", "b:1").set("outlier.ejection-jitter", "0s"));
        Cluster cluster = new Cluster(config, clock.runtime(), new MeshObserver() {}, gone -> {});
        cluster.update(EndpointSet.of(config.endpoints()));
        return cluster;
    }

    private static EndpointState stateOf(Cluster cluster) {
        return Objects.requireNonNull(cluster.state("a:1"));
    }

    private double cost() {
        return state.cost(time.nanos());
    }

    private Admission admit() {
        return (Admission) state.admit(time.nanos(), false);
    }

    private void answer(int code) {
        end(admit(), Outcome.response(code, MILLI));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            answer(500);
        }
    }

    private void end(Admission admission, Outcome outcome) {
        admission.headers(outcome, cluster.config().retry().classify(outcome), time.nanos());
        admission.end();
    }
}
