package io.meshclient.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.balance.PickArgs;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.guard.Admission;
import io.meshclient.observe.EndpointEvent;
import io.meshclient.observe.EndpointEvent.Change;
import io.meshclient.observe.EndpointStatus;
import io.meshclient.observe.MeshObserver;
import io.meshclient.outcome.EjectionReason;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Outlier detection over a cluster, in virtual time: Envoy's comparison at intervals, and Linkerd's probes. */
class OutlierDetectionTest {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Map<String, String> PLAIN =
            Map.of("outlier.ejection-jitter", "0s", "outlier.consecutive-failures", "0");
    private static final Map<String, String> LINKERD =
            Map.of("outlier.mode", "linkerd", "outlier.linkerd.jitter-ratio", "0", "panic-threshold", "0");

    private final VirtualTime time = new VirtualTime();
    private final List<EndpointEvent> events = new ArrayList<>();

    @Test
    void ofFiftyAndFourHundredsTheFiftyGoes() {
        Cluster cluster = cluster(5, PLAIN);
        answer(cluster, 0, 50, 50);
        IntStream.range(1, 5).forEach(i -> answer(cluster, i, 100, 0));

        time.advance(Duration.ofMillis(9_999));
        assertThat(events).isEmpty();
        time.advance(Duration.ofMillis(1));

        assertThat(events)
                .containsExactly(new EndpointEvent(
                        "orders",
                        "e0:1",
                        Change.EJECTED,
                        "success rate 50.0 % below 52.0 %",
                        30_000_000_000L,
                        EjectionReason.SUCCESS_RATE));
        time.advance(Duration.ofSeconds(30));
        assertThat(status(cluster, 0)).isEqualTo(EndpointStatus.AVAILABLE);
    }

    @Test
    void aboveTheLimitNobodyGoes() {
        Cluster cluster = cluster(5, PLAIN);
        answer(cluster, 0, 50, 50);
        answer(cluster, 1, 50, 50);
        IntStream.range(2, 5).forEach(i -> answer(cluster, i, 100, 0));
        time.advance(INTERVAL);
        assertThat(events).as("mean 80, deviation 24.5: limit 33.5").isEmpty();
    }

    @Test
    void fourEndpointsOrTooFewCallsAreNotCompared() {
        Cluster four = cluster(4, PLAIN);
        answer(four, 0, 0, 200);
        IntStream.range(1, 4).forEach(i -> answer(four, i, 200, 0));
        assertThat(time.pending()).as("no timer where nothing can be found").isEmpty();

        Cluster five = cluster(5, PLAIN);
        answer(five, 0, 0, 99);
        IntStream.range(1, 5).forEach(i -> answer(five, i, 200, 0));
        time.advance(INTERVAL);
        assertThat(changes()).as("by the share of failures alone").containsExactly(Change.EJECTION_NOT_ENFORCED);
    }

    @Test
    void theTimerRunsWhileThereAreCallsAndEndsWithTheCluster() {
        Cluster cluster = cluster(5, PLAIN);
        assertThat(time.pending()).isEmpty();
        answer(cluster, 0, 1, 0);
        assertThat(time.pending()).hasSize(1);
        time.advance(INTERVAL);
        assertThat(time.pending()).as("there may be more").hasSize(1);
        time.advance(INTERVAL);
        assertThat(time.pending()).as("an interval without calls").isEmpty();
        answer(cluster, 0, 1, 0);
        assertThat(time.pending()).hasSize(1);
        cluster.remove();
        assertThat(time.pending()).isEmpty();
    }

    @Test
    void aShareOfFailuresIsToldOfAndEjectsWhereItIsEnforced() {
        Cluster told = cluster(5, PLAIN, "outlier.success-rate.minimum-hosts", "0");
        badAndGood(told);
        assertThat(events).extracting(EndpointEvent::change).containsExactly(Change.EJECTION_NOT_ENFORCED);
        assertThat(events.get(0).detail()).isEqualTo("failures 85.0 %, limit 85.0 %");
        events.clear();

        Cluster enforced = cluster(
                5, PLAIN, "outlier.success-rate.minimum-hosts", "0", "outlier.enforcing-failure-percentage", "100");
        badAndGood(enforced);
        assertThat(changes()).containsExactly(Change.EJECTED);
        assertThat(events.get(0).reason()).isEqualTo(EjectionReason.FAILURE_PERCENTAGE);
    }

    private void badAndGood(Cluster cluster) {
        answer(cluster, 0, 15, 85);
        IntStream.range(1, 5).forEach(i -> answer(cluster, i, 50, 0));
        time.advance(INTERVAL);
    }

    @Test
    void attemptsWithoutAResponseAreComparedApart() {
        Cluster cluster = cluster(
                6,
                PLAIN,
                "outlier.split-local-origin",
                "true",
                "outlier.consecutive-local-origin-failures",
                "0",
                "outlier.failure-percentage.minimum-hosts",
                "0");
        answer(cluster, 0, 100, 0);
        for (int i = 0; i < 100; i++) {
            end(admit(cluster, 0), Outcome.failure(OutcomeKind.RESET, 1, false, null));
        }
        IntStream.range(1, 6).forEach(i -> answer(cluster, i, 100, 0));
        time.advance(INTERVAL);

        assertThat(changes()).containsExactly(Change.EJECTED);
        assertThat(events.get(0).reason()).isEqualTo(EjectionReason.LOCAL_ORIGIN_SUCCESS_RATE);
        assertThat(events.get(0).detail()).isEqualTo("success rate 50.0 % below 56.3 % in attempts without a response");
    }

    @Test
    void diceDecideOfARuleThatIsEnforcedInPart() {
        int ejected = 0;
        for (int i = 0; i < 400; i++) {
            Cluster cluster = cluster(3, Map.of("outlier.enforcing-consecutive-failures", "25"));
            answer(cluster, 0, 0, 5);
            ejected += status(cluster, 0) == EndpointStatus.EJECTED ? 1 : 0;
        }
        assertThat(ejected).isBetween(75, 125);
        assertThat(changes()).hasSize(400);
        assertThat(events.stream().filter(event -> event.change() == Change.EJECTION_NOT_ENFORCED))
                .hasSize(400 - ejected);
    }

    @Test
    void gatewayFailuresAreToldBeforeAllFailures() {
        Cluster cluster = cluster(3, Map.of());
        for (int i = 0; i < 5; i++) {
            end(admit(cluster, 0), Outcome.response(503, 1));
        }
        assertThat(events)
                .extracting(EndpointEvent::reason)
                .containsExactly(EjectionReason.CONSECUTIVE_GATEWAY_FAILURES, EjectionReason.CONSECUTIVE_FAILURES);
        assertThat(events)
                .extracting(EndpointEvent::change)
                .containsExactly(Change.EJECTION_NOT_ENFORCED, Change.EJECTED);
    }

    @Test
    void byLinkerdsRulesOneRealRequestDecidesWhetherItIsBack() {
        Cluster cluster = cluster(2, LINKERD);
        answer(cluster, 0, 0, 7);
        assertThat(status(cluster, 0)).isEqualTo(EndpointStatus.EJECTED);
        time.advance(Duration.ofSeconds(1));
        assertThat(status(cluster, 0)).isEqualTo(EndpointStatus.PROBATION);

        Admission probe = pick(cluster, 0);
        assertThat(probe.isProbe()).isTrue();
        for (int i = 0; i < 20; i++) {
            assertThat(chosen(cluster)).as("one at a time").isEqualTo("e1:1");
        }
        end(probe, Outcome.response(429, 1));
        assertThat(status(cluster, 0)).as("429 fails a probe").isEqualTo(EndpointStatus.EJECTED);
        time.advance(Duration.ofMillis(1_999));
        assertThat(status(cluster, 0)).isEqualTo(EndpointStatus.EJECTED);
        time.advance(Duration.ofMillis(1));
        assertThat(status(cluster, 0)).as("for twice as long").isEqualTo(EndpointStatus.PROBATION);

        end(pick(cluster, 0), Outcome.response(200, 1));
        assertThat(status(cluster, 0)).isEqualTo(EndpointStatus.AVAILABLE);
        assertThat(changes()).containsExactly(Change.EJECTED, Change.EJECTED, Change.RESTORED);
        assertThat(events).extracting(EndpointEvent::reason).contains(EjectionReason.FAILED_PROBE);
    }

    @Test
    void aProbeThatIsCancelledMakesRoomForTheNext() {
        Cluster cluster = cluster(2, LINKERD);
        answer(cluster, 0, 0, 7);
        time.advance(Duration.ofSeconds(1));
        Admission first = pick(cluster, 0);
        first.end();
        assertThat(status(cluster, 0)).isEqualTo(EndpointStatus.PROBATION);
        end(pick(cluster, 0), Outcome.response(200, 1));
        assertThat(status(cluster, 0)).isEqualTo(EndpointStatus.AVAILABLE);
    }

    @Test
    void anotherModeEndsWhatTheOldOneDecided() {
        Cluster cluster = cluster(3, LINKERD);
        answer(cluster, 0, 0, 7);
        cluster.reconfigure(config(3, Map.of()));
        assertThat(status(cluster, 0)).isEqualTo(EndpointStatus.AVAILABLE);
        answer(cluster, 0, 0, 5);
        assertThat(status(cluster, 0)).isEqualTo(EndpointStatus.EJECTED);
    }

    /** Whatever happens, by whichever rules: one is left, no more than the share is out but for one, and all come back. */
    @Property(tries = 60)
    void neverTheLastNeverTooManyAndEveryEjectionEnds(
            @ForAll @IntRange(min = 1, max = 12) int hosts,
            @ForAll @IntRange(max = 100) int percent,
            @ForAll boolean linkerd,
            @ForAll long seed) {
        VirtualTime clock = new VirtualTime(seed);
        Map<String, String> settings = Map.of(
                "outlier.mode", linkerd ? "linkerd" : "envoy",
                "outlier.max-ejection-percent", String.valueOf(percent),
                "outlier.success-rate.request-volume", "5",
                "outlier.success-rate.stdev-factor", "0.5",
                "outlier.enforcing-failure-percentage", "50");
        Cluster cluster = new Cluster(config(hosts, settings), clock.runtime(), new MeshObserver() {}, gone -> {});
        cluster.update(EndpointSet.of(cluster.config().endpoints()));
        RandomSource dice = VirtualTime.seeded(seed);
        for (int step = 0; step < 1_500; step++) {
            Choice choice = cluster.admit(new PickArgs(dice), clock.nanos());
            Admission admission = Objects.requireNonNull(choice.admission());
            end(admission, outcome(dice), clock.nanos());
            clock.advance(Duration.ofMillis(dice.nextInt(200)));
            int ejected = 0;
            for (EndpointState state : cluster.states()) {
                ejected += state.isEjected() ? 1 : 0;
            }
            assertThat(ejected).isLessThan(hosts);
            assertThat(ejected <= 1 || 100 * ejected <= percent * hosts).isTrue();
        }
        clock.advance(Duration.ofSeconds(400));
        assertThat(cluster.states()).noneMatch(EndpointState::isEjected);
        clock.advance(Duration.ofSeconds(20));
        assertThat(clock.pending()).isEmpty();
    }

    private static Outcome outcome(RandomSource dice) {
        return switch (dice.nextInt(8)) {
            case 0 -> Outcome.failure(OutcomeKind.CONNECT_FAILURE, 1, true, null);
            case 1 -> Outcome.failure(OutcomeKind.RESET, 1, false, null);
            case 2, 3 -> Outcome.response(503, 1);
            case 4 -> Outcome.response(429, 1);
            case 5 -> Outcome.failure(OutcomeKind.CANCELED, 1, false, null);
            default -> Outcome.response(200, 1);
        };
    }

    private Cluster cluster(int hosts, Map<String, String> settings, String... more) {
        Map<String, String> all = new java.util.HashMap<>(settings);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        MeshObserver observer = new MeshObserver() {
            @Override
            public void endpointChanged(EndpointEvent event) {
                events.add(event);
            }
        };
        Cluster cluster = new Cluster(config(hosts, all), time.runtime(), observer, gone -> {});
        cluster.update(EndpointSet.of(cluster.config().endpoints()));
        return cluster;
    }

    private static ServiceConfig config(int hosts, Map<String, String> settings) {
        return ServiceConfig.of("orders", service -> {
            service.endpoints(
                    IntStream.range(0, hosts).mapToObj(i -> "e" + i + ":1").toArray(String[]::new));
            settings.forEach(service::set);
        });
    }

    private void answer(Cluster cluster, int host, int good, int bad) {
        for (int i = 0; i < good; i++) {
            end(admit(cluster, host), Outcome.response(200, 1));
        }
        for (int i = 0; i < bad; i++) {
            end(admit(cluster, host), Outcome.response(500, 1));
        }
    }

    private Admission admit(Cluster cluster, int host) {
        return (Admission) state(cluster, host).admit(time.nanos(), true);
    }

    /** As a call would come there: picked, in a few tries. */
    private Admission pick(Cluster cluster, int host) {
        for (int i = 0; i < 100; i++) {
            Choice choice = cluster.admit(new PickArgs(time.random()), time.nanos());
            Admission admission = Objects.requireNonNull(choice.admission());
            if (choice.endpoint() == state(cluster, host)) {
                return admission;
            }
            admission.end();
        }
        throw new AssertionError("never picked");
    }

    private String chosen(Cluster cluster) {
        Choice choice = cluster.admit(new PickArgs(time.random()), time.nanos());
        Objects.requireNonNull(choice.admission()).end();
        return Objects.requireNonNull(choice.endpoint()).key();
    }

    private void end(Admission admission, Outcome outcome) {
        end(admission, outcome, time.nanos());
    }

    private static void end(Admission admission, Outcome outcome, long now) {
        Verdict verdict = outcome.kind() == OutcomeKind.CANCELED
                ? Verdict.IGNORED
                : outcome.blamesEndpoint() ? Verdict.FAILURE : Verdict.SUCCESS;
        admission.headers(outcome, verdict, now);
        admission.end();
    }

    private static EndpointState state(Cluster cluster, int host) {
        return Objects.requireNonNull(cluster.state("e" + host + ":1"));
    }

    private static EndpointStatus status(Cluster cluster, int host) {
        return state(cluster, host).status();
    }

    private List<Change> changes() {
        return events.stream().map(EndpointEvent::change).toList();
    }
}
