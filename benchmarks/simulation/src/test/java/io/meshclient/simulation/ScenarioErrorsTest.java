package io.meshclient.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a scenario is said in a sentence that begins with file and line. */
class ScenarioErrorsTest {

    private static final String GOOD = """
            # line 1
            duration: 30s
            servers:
              - {name: web, count: 3, latency: 10ms}
            load:
              rate: 100
            troubles:
              - {at: 12s, servers: web-1, kind: slow}
            service:
              call-timeout: 2s
            policies:
              first:
                retry.max-retries: 1
            """;

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong(
                        "duration: 30s",
                        "duratoin: 30s",
                        "2: duratoin = '30s' is set for a key that does not exist \\(did you mean duration\\?\\); allowed: .*"),
                wrong(
                        "duration: 30s",
                        "duration: never",
                        "2: duration = 'never' .*is not a duration; allowed: a duration above zero.*"),
                wrong(
                        "duration: 30s",
                        "duration: 5s",
                        "2: duration = '5s' is not longer than the warm-up of PT10S; .*"),
                wrong(
                        "duration: 30s",
                        "duration: 30s\nwarm-up: 30s",
                        "3: warm-up = '30s' leaves nothing to count of PT30S; .*"),
                wrong(
                        "call-timeout: 2s",
                        "health-check.type: http",
                        "10: health-check.type has no meaning in a simulation: fake servers are not checked actively"),
                wrong("duration: 30s", "duration: [30s", "3: this is no YAML: .*"),
                wrong("duration: 30s", "duration: 30s\nduration: 40s", "3: duration is set twice"),
                wrong(
                        "  - {name: web, count: 3, latency: 10ms}",
                        "  []",
                        "2: no server is there at the beginning; allowed: a group of servers without joins"),
                wrong("latency: 10ms", "latency: 10ms, joins: 3s", "2: no server is there at the beginning; .*"),
                wrong("count: 3", "count: -3", "4: servers\\[0\\].count = '-3' is below 1; allowed: 1 to 10000"),
                wrong(
                        "count: 3",
                        "cont: 3",
                        "4: servers\\[0\\].cont = '3' is set for a key that does not exist \\(did you mean count\\?\\).*"),
                wrong("name: web, ", "", "4: servers\\[0\\] has no name; allowed: letters, digits and inner hyphens"),
                wrong("name: web", "name: we_b", "4: servers\\[0\\].name = 'we_b' is not a name; .*"),
                wrong(
                        "load:",
                        "  - {name: web, latency: 1ms}\nload:",
                        "5: servers\\[1\\].name = 'web' names two groups; .*"),
                wrong("latency: 10ms", "workers: 3", "4: group web has no latency; allowed: .*"),
                wrong("latency: 10ms", "latency: {median: 10ms}", "4: servers\\[0\\] has no latency.p99; .*"),
                wrong(
                        "latency: 10ms",
                        "latency: {median: 10ms, p99: 5ms}",
                        "4: servers\\[0\\].latency.p99 = '5ms' is below the median; .*"),
                wrong(
                        "latency: 10ms",
                        "latency: {fast: 10ms, slow: 5ms}",
                        "4: servers\\[0\\].latency.slow = '5ms' is below the fast hump; .*"),
                wrong(
                        "latency: 10ms",
                        "latency: {median: 10ms, p99: 20ms, quantiles: x.csv}",
                        "4: servers\\[0\\].latency.quantiles = 'x.csv' is a second kind of latency beside latency.median; .*"),
                wrong(
                        "latency: 10ms",
                        "latency: {quantiles: x.csv}",
                        "4: x.csv cannot be read: this scenario is no file"),
                wrong(
                        "latency: 10ms",
                        "latency: [{median: 10ms}]",
                        "4: servers\\[0\\].latency is no key that has a list of this kind"),
                wrong(
                        "latency: 10ms",
                        "latency: 10ms, leaves: 5s, joins: 9s",
                        "4: servers\\[0\\].leaves = '5s' is before the server joins; .*"),
                wrong(
                        "latency: 10ms",
                        "latency: 10ms, metadata: [a]",
                        "4: servers\\[0\\].metadata = 'a' has 'a', which is no key=value; .*"),
                wrong("  rate: 100", "  rate: -100", "6: load.rate = '-100' is below 0.0; allowed: 0 to 1000000"),
                wrong("  rate: 100", "  rate: many", "6: load.rate = 'many' is not a number; allowed: 0 to 1000000"),
                wrong("  rate: 100", "  rate: 0", "6: load.rate = '0' is no load at all; .*"),
                wrong(
                        "  rate: 100",
                        "  rate: 999999",
                        "6: load.rate = '999999' makes more than 20 million calls in PT30S; .*"),
                wrong("  rate: 100", "  rate: 100\n  callers: 3", "6: load has both rate and callers; allowed: .*"),
                wrong("  rate: 100", "  think: 3ms", "6: load has neither rate nor callers; allowed: .*"),
                wrong(
                        "  rate: 100",
                        "  rate: 100\n  think: 3ms",
                        "7: load.think = '3ms' says nothing about a rate; .*"),
                wrong("load:\n  rate: 100\n", "", "2: load is missing; allowed: the keys of load"),
                wrong(
                        "  rate: 100",
                        "  rate: 100\n  steps:\n    - {at: 40s, rate: 3}",
                        "8: load.steps\\[0\\].at = '40s' is after the end; .*"),
                wrong(
                        "  rate: 100",
                        "  rate: 100\n  steps: [{at: 9s, rate: 3}, {at: 9s, rate: 4}]",
                        "7: load.steps\\[1\\].at = '9s' is not after the step before; .*"),
                wrong(
                        "  rate: 100",
                        "  rate: 100\n  steps: [{at: 9s, callers: 3}]",
                        "7: load.steps\\[0\\] has no rate; .*"),
                wrong("  rate: 100", "  rate: 100\n  steps: {at: 9s, rate: 3}", "7: load.steps is no list"),
                wrong(
                        "  rate: 100",
                        "  rate: 100\n  method: get",
                        "7: load.method = 'get' is not a method in capital letters; .*"),
                wrong(
                        "kind: slow",
                        "kind: slwo",
                        "8: troubles\\[0\\].kind = 'slwo' is not a kind of trouble.*; allowed: slow, .*"),
                wrong(", kind: slow", "", "8: troubles\\[0\\] has no kind; .*"),
                wrong(
                        "servers: web-1",
                        "servers: web-4",
                        "8: troubles\\[0\\].servers = 'web-4' has 'web-4', which is no server, group or zone; .*"),
                wrong(
                        "servers: web-1",
                        "servers: web-7..9",
                        "8: troubles\\[0\\].servers = 'web-7..9' has 'web-7..9', which is no server, group or zone; .*"),
                wrong("at: 12s", "at: 31s", "8: troubles\\[0\\].at = '31s' is when the load has ended; .*"),
                wrong(
                        "kind: slow",
                        "kind: slow, status: 500",
                        "8: troubles\\[0\\].status = '500' says nothing about kind slow; .*"),
                wrong(
                        "kind: slow",
                        "kind: slow, times: 3, every: 2s",
                        "8: troubles\\[0\\].every = '2s' is shorter than what comes again; .*"),
                wrong(
                        "call-timeout: 2s",
                        "call-timeout: soon",
                        "10: mesh.client.services.ideal.call-timeout = 'soon' is not a duration; .*"),
                wrong(
                        "call-timeout: 2s",
                        "endpoints: a:1",
                        "10: endpoints has no meaning in a simulation: the servers stand below servers"),
                wrong(
                        "retry.max-retries: 1",
                        "retry: {max-retires: 1}",
                        "13: mesh.client.services.first.retry.max-retires = '1' is set for a key that does not exist \\(did you mean retry.max-retries\\?\\).*"),
                wrong(
                        "retry.max-retries: 1",
                        "balancer: best",
                        "13: mesh.client.services.first.balancer = 'best' is not a balancer.*"),
                wrong("first:", "Fir st:", "13: policies.Fir st is no name for a policy; .*"),
                wrong("first:", "ideal:", "13: policies.ideal is no name for a policy; .*"),
                wrong(
                        "duration: 30s",
                        "duration: 30s\nreferences: perfect",
                        "3: references = 'perfect' is not a reference; allowed: ideal, .*"),
                wrong(
                        "duration: 30s",
                        "expect: {p99-to-least-in-flight: 1}",
                        "2: expect.p99-to-least-in-flight = '1' needs least-in-flight among the references; .*"),
                wrong("duration: 30s", "clients: many", "2: clients is no list of keys and values"),
                wrong("duration: 30s", "clients: &a {zones: *a}", "2: .*"));
    }

    private static Arguments wrong(String part, String instead, String message) {
        assertThat(GOOD).contains(part);
        return Arguments.of(GOOD.replace(part, instead), message);
    }

    @Test
    void theOneThatTheyAreMadeOfIsGood() {
        assertThat(Scenario.parse("good.yaml", GOOD).policies()).containsExactly("ideal", "first");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void theSentenceBeginsWithFileAndLine(String yaml, String message) {
        assertThatThrownBy(() -> Scenario.parse("bad.yaml", yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s)bad\\.yaml:" + message);
    }

    @Test
    void anEmptyFileSaysSo() {
        assertThatThrownBy(() -> Scenario.parse("bad.yaml", "")).hasMessage("bad.yaml:1: the file is empty");
    }

    @Test
    void filesThatCannotBeReadAreNamed(@TempDir Path folder) throws IOException {
        Path absent = folder.resolve("absent.yaml");
        assertThatThrownBy(() -> Scenario.read(absent)).hasMessageStartingWith(absent + ":1: the file cannot be read");
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> Scenario.read(binary)).hasMessage(binary + ":1: the file is not UTF-8");
        Path quantiles = Files.writeString(folder.resolve("q.csv"), "0.5,fast");
        Path file = Files.writeString(
                folder.resolve("s.yaml"),
                GOOD.replace("latency: 10ms", "latency: {quantiles: " + quantiles.getFileName() + "}"));
        assertThatThrownBy(() -> Scenario.read(file)).hasMessage(file + ":4: q.csv:1: '0.5,fast' is not a duration");
    }
}
