package io.meshclient.simulation;

import static io.meshclient.simulation.Simulation.simulate;
import static io.meshclient.simulation.SimulationAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SimulationAssertTest {

    private static final SimulationResult RESULT = simulate(Scenario.parse("asserted", """
            duration: 30s
            servers:
              - {name: web, count: 3, workers: 8, latency: 10ms}
            load: {rate: 300}
            troubles:
              - {at: 12s, for: 6s, servers: web-1, kind: fail, after: 0}
            policies:
              good: {}
              bad: {balancer: round-robin, outlier.enabled: false, retry.enabled: false}
            expect: {lost: 0}
            """));

    @Test
    void whatHoldsPasses() {
        assertThatCode(() -> assertThat(RESULT)
                        .isAsExpected()
                        .p99Below(Duration.ofMillis(100))
                        .policy("good")
                        .percentileBelow(50, Duration.ofMillis(11))
                        .p99AtMostOfIdeal(3)
                        .lostAtMost(0)
                        .lostPercentAtMost(0)
                        .attemptsPerCallAtMost(1.1)
                        .mostLoadedAtMost(1.6)
                        .detectsWithin(Duration.ofMillis(500)))
                .doesNotThrowAnyException();
    }

    static Stream<Arguments> failing() {
        return Stream.of(
                failing(it -> it.lostAtMost(0), "bad: \\d+ of \\d+ calls were lost, more than 0"),
                failing(it -> it.lostPercentAtMost(0.5), "bad: \\d+ of \\d+ calls were lost, more than 0.5 %"),
                failing(it -> it.p99Below(Duration.ofMillis(1)), "good: p99 is [0-9.]+ ms, not below 1 ms"),
                failing(
                        it -> it.percentileBelow(99.9, Duration.ofMillis(1)),
                        "good: p99.9 is [0-9.]+ ms, not below 1 ms"),
                failing(
                        it -> it.p99AtMostOfIdeal(0.5),
                        "good: p99 is [0-9.]+ times the ideal's [0-9.]+ ms, more than 0.5"),
                failing(
                        it -> it.attemptsPerCallAtMost(0.9),
                        "good: there were [0-9.]+ attempts for each call, more than 0.9"),
                failing(
                        it -> it.mostLoadedAtMost(0.9),
                        "good: the most loaded server got [0-9.]+ times the mean, more than 0.9"),
                failing(
                        it -> it.policy("bad").detectsWithin(Duration.ofSeconds(1)),
                        "bad: it took for ever to detect, or there was nothing to detect"),
                failing(it -> it.policy("good").recoversWithin(Duration.ofMillis(1)), "good: it took .* to recover.*"));
    }

    private static Arguments failing(Consumer<SimulationAssert> check, String message) {
        return Arguments.of(check, message);
    }

    @ParameterizedTest
    @MethodSource("failing")
    void whatDoesNotHoldFailsWithTheTable(Consumer<SimulationAssert> check, String message) {
        assertThatThrownBy(() -> check.accept(assertThat(RESULT)))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s)" + message + "\n\nasserted\n.*policy .*");
    }

    @Test
    void whatTheScenarioExpectsOfItsFirstPolicyCounts() {
        SimulationResult missed = simulate(Scenario.parse("missed", """
                duration: 12s
                servers: [{name: web, latency: 10ms}]
                load: {rate: 10}
                expect: {p99: 1ms}
                """));
        assertThatThrownBy(() -> assertThat(missed).isAsExpected())
                .hasMessageContaining("MISSED  p99 in ms: 10.5, at most 1.0");
    }

    @Test
    void aPolicyThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> assertThat(RESULT).policy("best"))
                .hasMessage("There is no policy 'best'; there are: ideal, good, bad");
    }
}
