package io.meshclient.benchmarks.micro.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command in its smallest form: every adapter reads its answer, and some hear of one change. */
@Timeout(180)
final class DiscoveryCostIT {
    @Test
    void everyAdapterHasItsNumbers() throws Exception {
        Path out = Path.of("target", "discovery").toAbsolutePath();
        new DiscoveryCost(Effort.SMALLEST, out).run();

        List<String> lines = Files.readAllLines(out.resolve("discovery.csv"));
        assertThat(lines.get(0)).isEqualTo("adapter,endpoints,metric,value");
        for (Adapter adapter : Adapter.values()) {
            assertThat(lines)
                    .anyMatch(line -> line.matches(adapter.label() + ",10,read_ns,\\d+"))
                    .anyMatch(line -> line.matches(adapter.label() + ",10,read_allocated_bytes,\\d+"));
        }
        assertThat(lines).anyMatch(line -> line.matches("any,10,apply_ns,\\d+"));
        assertThat(lines)
                .anyMatch(line -> line.matches("file,10,heap_bytes,-?\\d+"))
                .anyMatch(line -> line.matches("file,,first_call_ms,[\\d.]+"));
    }
}
