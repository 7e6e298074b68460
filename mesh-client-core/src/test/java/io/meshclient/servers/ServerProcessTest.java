package io.meshclient.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Servers end with their tests, whatever happens, and do not fail in silence. Runs without any server. */
@Timeout(60)
final class ServerProcessTest {

    @TempDir
    Path directory;

    @Test
    void aServerThatEndsAtOnceIsAFailureThatTellsWhatItSaid() throws IOException {
        Path broken = script("echo 'unknown directive' >&2; exit 3");
        assertThatThrownBy(() -> new Nginx(broken, directory, Site.ITEMS))
                .hasMessageContaining("nginx ended at its start with status 3")
                .hasMessageContaining("output.log")
                .hasMessageContaining("unknown directive");
    }

    @Test
    void closeEndsIt() throws IOException {
        ServerProcess server = ServerProcess.start("sleeper", List.of(sleeper().toString()), directory);
        ProcessHandle handle = sleeping();
        server.close();
        assertThat(server.isAlive()).isFalse();
        assertThat(handle.isAlive()).isFalse();
    }

    @Test
    void killEndsOneThatWillNotGo() throws IOException {
        Path stubborn = script("trap '' TERM; echo $$ > pid.new; mv pid.new pid; while true; do sleep 1; done");
        ServerProcess server = ServerProcess.start("stubborn", List.of(stubborn.toString()), directory);
        ProcessHandle handle = sleeping();
        server.kill();
        assertThat(server.isAlive()).isFalse();
        assertThat(handle.isAlive()).isFalse();
    }

    @Test
    void itEndsWithAJvmThatIsKilled() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        sleeper().toString(),
                        directory.toString())
                .inheritIO()
                .start();
        ProcessHandle handle = sleeping();
        jvm.destroyForcibly();
        assertThat(jvm.waitFor(20, TimeUnit.SECONDS)).isTrue();
        await().atMost(20, TimeUnit.SECONDS).until(() -> !handle.isAlive());
    }

    @Test
    void aFailureTellsWhatTheServersSaid() {
        List<Throwable> failures =
                EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(Failing.class))
                        .execute()
                        .testEvents()
                        .failed()
                        .stream()
                        .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow())
                        .toList();
        assertThat(failures)
                .singleElement()
                .asString()
                .contains("one is not two", "the server said this", "and the other that");
        assertThat(Failing.closed).isEqualTo(2);
    }

    private Path script(String lines) throws IOException {
        Path script = directory.resolve("script");
        Files.writeString(script, "#!/bin/sh\n" + lines + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    /** Says its process id, and sleeps for longer than any test. */
    private Path sleeper() throws IOException {
        return script("echo $$ > pid.new; mv pid.new pid; exec sleep 600");
    }

    private ProcessHandle sleeping() throws IOException {
        Path pid = directory.resolve("pid");
        await().atMost(20, TimeUnit.SECONDS).until(() -> Files.exists(pid));
        return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    }

    /** A JVM that starts a server and never ends by itself. */
    static final class Victim {
        public static void main(String[] args) throws InterruptedException {
            ServerProcess server = ServerProcess.start("sleeper", List.of(args[0]), Path.of(args[1]));
            server.awaitEnd();
        }
    }

    static final class Failing {
        static int closed;

        @RegisterExtension
        final RealServers servers = new RealServers();

        @Test
        void fails() {
            servers.add(saying("\nthe server said this"));
            servers.add(saying("\nand the other that"));
            throw new AssertionError("one is not two");
        }

        private static RealServers.Running saying(String words) {
            return new RealServers.Running() {
                @Override
                public String tail() {
                    return words;
                }

                @Override
                public void close() {
                    closed++;
                }
            };
        }
    }
}
