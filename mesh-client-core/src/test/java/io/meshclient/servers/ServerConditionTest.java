package io.meshclient.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** A missing server is told by name, is a failure where it is required, and never passes for a success. */
final class ServerConditionTest {

    @TempDir
    Path machine;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private String require = "";
    private String nginx = "";

    @Test
    void runsWhereTheServerIs() throws IOException {
        ServerSearchTest.binary(machine, "nginx");
        EngineExecutionResults results = run(WithNginx.class);
        assertThat(results.testEvents().succeeded().count()).isEqualTo(2);
        assertThat(log.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void isSkippedAndNamedWhereTheServerIsMissing() {
        EngineExecutionResults results = run(WithNginx.class);
        assertThat(results.testEvents().started().count()).isZero();
        assertThat(reasons(results))
                .containsExactly(
                        "nginx was not found: install nginx-light or give -Dmesh.nginx=/path/to/nginx; not run");
        assertThat(log.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("not run, nginx not found: WithNginx");
    }

    @Test
    void skipsOnlyTheMethodsThatNeedMore() throws IOException {
        ServerSearchTest.binary(machine, "nginx");
        EngineExecutionResults results = run(WithBoth.class);
        assertThat(results.testEvents().succeeded().count()).isOne();
        assertThat(reasons(results)).singleElement().asString().startsWith("envoy was not found");
        assertThat(log.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("not run, envoy not found: WithBoth#both");
    }

    @Test
    void namesAllInOneLineAtTheEnd() {
        run(WithNginx.class, WithBoth.class);
        assertThat(log.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("not run, envoy not found: WithBoth#both"
                        + "not run, nginx not found: WithBoth#both, WithBoth#one, WithNginx");
    }

    @Test
    void failsWhereTheServerIsRequired() {
        require = "envoy,nginx";
        assertThat(failures(run(WithNginx.class)))
                .singleElement()
                .asString()
                .contains("nginx was not found", "-Dmesh.require says that it must be there");
        assertThat(log.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void failsOnANameThatIsWrong() throws IOException {
        ServerSearchTest.binary(machine, "nginx");
        nginx = "/nowhere";
        assertThat(failures(run(WithNginx.class)))
                .singleElement()
                .asString()
                .contains("-Dmesh.nginx=/nowhere is no file that can be executed");
    }

    @Test
    void failsOnARequirementThatIsNoServerEvenIfAllAreThere() throws IOException {
        ServerSearchTest.binary(machine, "nginx");
        require = "nginx,apache";
        assertThat(failures(run(WithNginx.class)))
                .singleElement()
                .asString()
                .contains("-Dmesh.require=nginx,apache names 'apache'");
    }

    /** On a machine that has what is in {@link #machine}; properties of this JVM do not count. */
    private EngineExecutionResults run(Class<?>... tests) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                .selectors(Arrays.stream(tests).map(type -> selectClass(type)).toArray(ClassSelector[]::new))
                .configurationParameter(ServerCondition.PATH, machine.toString());
        if (!require.isEmpty()) {
            kit.configurationParameter("mesh.require", require);
        }
        if (!nginx.isEmpty()) {
            kit.configurationParameter("mesh.nginx", nginx);
        }
        PrintStream out = System.out;
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            return kit.execute();
        } finally {
            System.setOut(out);
        }
    }

    private static List<String> reasons(EngineExecutionResults results) {
        return results.allEvents().skipped().stream()
                .map(event -> event.getRequiredPayload(String.class))
                .toList();
    }

    private static List<Throwable> failures(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .map(ServerConditionTest::failure)
                .toList();
    }

    private static Throwable failure(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }

    @NeedsServer(RealServer.NGINX)
    static final class WithNginx {
        @Test
        void one() {}

        @Test
        void two() {}
    }

    static final class WithBoth {
        @Test
        @NeedsServer(RealServer.NGINX)
        void one() {}

        @Test
        @NeedsServer({RealServer.NGINX, RealServer.ENVOY})
        void both() {}
    }
}
