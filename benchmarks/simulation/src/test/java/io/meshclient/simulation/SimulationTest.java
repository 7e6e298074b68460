package io.meshclient.simulation;

import static io.meshclient.simulation.Simulation.simulate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private static final String TWO_SERVERS = """
            duration: 20s
            warm-up: 5s
            servers:
              - {name: web, count: 2, workers: 4, latency: 10ms}
            load: {rate: 100}
            """;

    private static SimulationResult run(String yaml) {
        return simulate(Scenario.parse("test", yaml));
    }

    private static PolicyResult first(String yaml) {
        return run(yaml).policy("default");
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedAnotherRun() {
        SimulationResult once = run(TWO_SERVERS);
        SimulationResult again = run(TWO_SERVERS);
        assertThat(again.table()).isEqualTo(once.table());
        assertThat(again.chart()).isEqualTo(once.chart());
        assertThat(again.events()).isEqualTo(once.events());
        assertThat(run("seed: 2\n" + TWO_SERVERS).policy("default").calls())
                .isNotEqualTo(once.policy("default").calls());
    }

    @Test
    void anIdleServersLatencyIsItsWorkAndTheWayThereAndBack() {
        PolicyResult result = first(TWO_SERVERS);
        assertThat(result.percentile(50)).isEqualTo(Duration.ofMillis(10).plusNanos(500_000));
        assertThat(result.lost()).isZero();
        assertThat(result.calls()).isCloseTo(1500, Percentage.withPercentage(10));
        assertThat(result.attemptsPerCall()).isEqualTo(1);
    }

    @Test
    void theLoadIsTheSameForAllPolicies() {
        SimulationResult result =
                run(TWO_SERVERS + "policies: {one: {balancer: random}, two: {balancer: round-robin}}");
        assertThat(result.policies()).extracting(PolicyResult::name).containsExactly("ideal", "one", "two");
        assertThat(result.policies())
                .extracting(PolicyResult::calls)
                .containsOnly(result.policy("ideal").calls());
    }

    /** M/D/1: the mean wait is ρ ÷ (2 · (1 − ρ)) of the work; here from the share of calls that do not wait, 1 − ρ. */
    @Test
    void oneWorkerUnderRandomLoadIsTheQueueOfTheBooks() {
        PolicyResult result = first("""
                duration: 400s
                network: 0
                servers:
                  - {name: web, workers: 1, latency: 10ms}
                load: {rate: 50}
                """);
        assertThat(result.percentile(48)).isEqualTo(Duration.ofMillis(10));
        assertThat(result.percentile(53)).isGreaterThan(Duration.ofMillis(10));
    }

    @Test
    void aHedgeOvertakesAnAttemptAtAServerThatStandsStill() {
        PolicyResult result = first("""
                duration: 20s
                warm-up: 5s
                servers:
                  - {name: web, count: 2, workers: 4, latency: 10ms}
                load: {rate: 100}
                troubles:
                  - {at: 8s, for: 5s, servers: web-1, kind: stall}
                service: {balancer: round-robin, hedge: {enabled: true, delay: 50ms, budget: {ratio: 1}}}
                """);
        assertThat(result.lost()).isZero();
        assertThat(result.percentile(99.9)).isBetween(Duration.ofMillis(60), Duration.ofMillis(80));
        assertThat(result.attemptsPerCall())
                .as("half of a third, and of the time until its queue is empty")
                .isBetween(1.15, 1.3);
    }

    @Test
    void withoutTokensNothingIsHedged() {
        PolicyResult result = first("""
                duration: 20s
                warm-up: 5s
                servers:
                  - {name: web, count: 2, workers: 4, latency: 60ms}
                load: {rate: 40}
                service: {hedge: {enabled: true, delay: 50ms}}
                """);
        assertThat(result.attemptsPerCall()).isBetween(1.0, 1.014);
    }

    @Test
    void aClosedLoopAsksAsMuchAsItIsAnswered() {
        PolicyResult result = first("""
                duration: 20s
                servers:
                  - {name: web, count: 2, workers: 4, latency: 9ms}
                network: 500us
                load: {callers: 5, think: 40ms}
                """);
        assertThat(result.calls()).isCloseTo(1000, within(10L));
    }

    @Test
    void aStepChangesTheLoad() {
        PolicyResult result = first("""
                duration: 20s
                servers:
                  - {name: web, count: 2, workers: 4, latency: 9ms}
                load: {rate: 10, steps: [{at: 15s, rate: 400}]}
                """);
        assertThat(result.calls()).isCloseTo(2050, Percentage.withPercentage(10));
    }

    @Test
    void aCallOverAllTimeIsLostAtItsTimeout() {
        PolicyResult result = first(TWO_SERVERS + """
                service: {call-timeout: 2s}
                troubles:
                  - {at: 6s, for: 60s, servers: web, kind: stall}
                """);
        assertThat(result.percentile(99.9)).isEqualTo(Duration.ofSeconds(2));
        assertThat(result.lost()).isCloseTo(1400, Percentage.withPercentage(10));
    }

    @Test
    void thePerTryTimeoutLeavesTimeForAnotherServer() {
        PolicyResult result = first(TWO_SERVERS + """
                service: {call-timeout: 2s, per-try-timeout: 100ms}
                troubles:
                  - {at: 6s, for: 10s, servers: web-1, kind: stall}
                """);
        assertThat(result.lost()).isZero();
        assertThat(result.timeToDetect())
                .hasValueSatisfying(time -> assertThat(time).isLessThan(Duration.ofSeconds(1)));
    }

    @Test
    void postsAreNotSentAgainUnlessNothingWasSent() {
        String failing = TWO_SERVERS.replace("rate: 100", "rate: 100, method: POST") + """
                service: {outlier.enabled: false, balancer: round-robin}
                troubles:
                  - {at: 6s, for: 14s, servers: web-1, kind: KIND}
                """;
        assertThat(first(failing.replace("KIND", "fail")).lost())
                .as("half of the calls")
                .isGreaterThan(600);
        assertThat(first(failing.replace("KIND", "fail")).attemptsPerCall()).isEqualTo(1);
        assertThat(first(failing.replace("KIND", "down")).lost())
                .as("those under way at its end")
                .isLessThan(4);
    }

    @Test
    void anUnreachableServerCostsTheConnectTimeout() {
        PolicyResult result = first(TWO_SERVERS + """
                service: {connect-timeout: 300ms}
                troubles:
                  - {at: 6s, for: 10s, servers: web-1, kind: unreachable}
                """);
        assertThat(result.percentile(100)).isBetween(Duration.ofMillis(310), Duration.ofMillis(340));
        assertThat(result.lost()).isZero();
    }

    @Test
    void theCapRefusesAtOnce() {
        PolicyResult result = first("""
                duration: 20s
                servers:
                  - {name: web, workers: 1, latency: 100ms}
                load: {callers: 4}
                service: {max-concurrent-calls: 2}
                """);
        assertThat(result.lost()).isGreaterThan(1000);
        assertThat(result.attemptsPerCall()).isLessThan(0.1);
    }

    @Test
    void theBreakerRefusesWhileItIsOpen() {
        PolicyResult result = first(TWO_SERVERS + """
                service: {breaker: {enabled: true, minimum-calls: 10, window-size: 10, open-time: 5s}}
                troubles:
                  - {at: 6s, for: 14s, servers: web, kind: fail}
                """);
        assertThat(result.attemptsPerCall(Duration.ofSeconds(7), Duration.ofSeconds(10)))
                .isLessThan(0.2);
    }

    @Test
    void aServerThatJoinsIsUsedAndOneThatLeftIsNot() {
        PolicyResult result = first("""
                duration: 20s
                warm-up: 12s
                servers:
                  - {name: old, workers: 4, latency: 10ms, leaves: 10s}
                  - {name: new, count: 2, workers: 4, latency: 10ms, joins: 9s}
                load: {rate: 100}
                """);
        assertThat(result.lost()).isZero();
        assertThat(result.mostLoaded()).as("the two alone").isLessThan(1.2);
    }

    @Test
    void weightsAreHeld() {
        PolicyResult result = first("""
                duration: 40s
                servers:
                  - {name: one, workers: 8, latency: 10ms}
                  - {name: three, workers: 24, latency: 10ms, weight: 3}
                load: {rate: 400}
                service: {balancer: round-robin}
                """);
        assertThat(result.mostLoaded()).isCloseTo(1.5, within(0.05));
    }

    @Test
    void anotherZoneIsFarther() {
        PolicyResult result = first("""
                network: 1ms
                network-across-zones: 5ms
                servers:
                  - {name: web, workers: 8, latency: 10ms, zone: b}
                clients: {zones: [a]}
                load: {rate: 10}
                """);
        assertThat(result.percentile(50)).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void clientsKnowTheirZoneWhereThePolicyAsks() {
        String zones = """
                network: 1ms
                network-across-zones: 20ms
                servers:
                  - {name: a, count: 3, workers: 8, latency: 10ms, zone: a}
                  - {name: b, count: 3, workers: 8, latency: 10ms, zone: b}
                clients: {count: 4, zones: [a, b]}
                load: {rate: 100}
                service: {balancer: round-robin, locality.mode: MODE}
                """;
        assertThat(first(zones.replace("MODE", "zone-aware")).percentile(95)).isLessThan(Duration.ofMillis(14));
        assertThat(first(zones.replace("MODE", "off")).percentile(95)).isGreaterThan(Duration.ofMillis(49));
    }

    @Test
    void theIdealKnowsOfATroubleAtItsBeginning() {
        SimulationResult result = run(TWO_SERVERS + """
                troubles:
                  - {at: 6s, for: 10s, servers: web-1, kind: slow, factor: 50}
                """);
        PolicyResult ideal = result.policy("ideal");
        assertThat(ideal.isReference()).isTrue();
        assertThat(ideal.timeToDetect()).hasValue(Duration.ZERO);
        assertThat(ideal.percentile(99.9)).isLessThan(Duration.ofMillis(25));
    }

    @Test
    void coldServersAreSlowerUntilTheyAreWarm() {
        String yaml = """
                duration: 40s
                warm-up: 11s
                servers:
                  - {name: old, workers: 8, latency: 10ms, leaves: 9s}
                  - {name: new, workers: 8, latency: 10ms, joins: 8s, cold: {factor: 10, for: FOR}}
                load: {rate: 10}
                """;
        assertThat(first(yaml.replace("FOR", "1s")).percentile(50)).isLessThan(Duration.ofMillis(12));
        assertThat(first(yaml.replace("FOR", "60s")).percentile(50)).isGreaterThan(Duration.ofMillis(60));
    }

    @Test
    void pausesMakeTheTailAndNotTheMiddle() {
        PolicyResult result =
                first(TWO_SERVERS.replace("latency: 10ms", "latency: 10ms, pauses: {every: 2s, for: 200ms}"));
        assertThat(result.percentile(50)).isLessThan(Duration.ofMillis(12));
        assertThat(result.percentile(99.9)).isGreaterThan(Duration.ofMillis(100));
    }
}
