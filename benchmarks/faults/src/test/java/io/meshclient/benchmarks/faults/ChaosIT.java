package io.meshclient.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.benchmarks.faults.report.Row;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Every fault in the short form, against the bounds that {@code docs/reliability.md} states; runs with the profile chaos. */
@Tag("chaos")
final class ChaosIT {

    private static final Path LOGS = Path.of("target", "faults");

    /** Read by {@code .ci/run}, which names them. */
    private static final Path SECOND_TRIES = LOGS.resolve("second-tries");

    @TestFactory
    Stream<DynamicTest> whatIsPromisedIsKept() throws Exception {
        Path logs = Files.createDirectories(LOGS).toAbsolutePath();
        Files.deleteIfExists(SECOND_TRIES);
        Trial trial = new Trial(true, logs);
        return Catalogue.all().stream().map(fault -> DynamicTest.dynamicTest(fault.name(), () -> check(fault, trial)));
    }

    /**
     * A row that misses is tried once more, by itself: a machine that stood still for two seconds says nothing of the library. Who
     * needed that is written down.
     */
    private static void check(Fault fault, Trial trial) throws IOException {
        Finding first = Faults.find(fault, trial);
        if (first.missed().isEmpty()) {
            return;
        }
        Finding second = Faults.find(fault, trial);
        assertThat(second.missed())
                .as(
                        "%s: %s; and before: %s: %s",
                        new Row(fault, second).verdict(), second.saw(), new Row(fault, first).verdict(), first.saw())
                .isEmpty();
        Files.writeString(
                SECOND_TRIES,
                "%s: %s%n".formatted(fault.name(), new Row(fault, first).verdict()),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
