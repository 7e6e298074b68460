package io.meshclient.samples.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class GuardedProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    @Test
    void itIsKilledThoughItDoesNotListen() throws Exception {
        Path pid = directory.resolve("pid");
        String script = "trap '' TERM INT; echo $$ > pid.new; mv pid.new pid; while :; do sleep 1; done";
        GuardedProcess process = GuardedProcess.start(List.of("sh", "-c", script), directory);
        process.await(() -> Files.exists(pid), PATIENCE);
        long server = Long.parseLong(Files.readString(pid).strip());
        assertThat(ProcessHandle.of(server)).isPresent();

        process.kill();
        assertThat(ProcessHandle.of(server).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void oneThatEndsAtItsStartIsToldWithItsLog() throws Exception {
        GuardedProcess process = GuardedProcess.start(List.of("sh", "-c", "exit 3"), directory);
        assertThatThrownBy(() -> process.await(() -> false, PATIENCE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended at its start")
                .hasMessageContaining("output.log");
    }

    @Test
    void oneThatIsNotUpInTimeIsEnded() throws Exception {
        GuardedProcess process = GuardedProcess.start(List.of("sleep", "60"), directory);
        assertThatThrownBy(() -> process.await(() -> false, Duration.ofMillis(200)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was not up after 0 s");
    }
}
