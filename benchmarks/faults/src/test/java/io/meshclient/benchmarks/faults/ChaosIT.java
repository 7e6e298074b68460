package io.meshclient.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.benchmarks.faults.report.Row;
import io.meshclient.benchmarks.faults.trial.Fault;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Every fault in the short form, against the bounds that {@code docs/reliability.md} states; runs with the profile chaos. */
@Tag("chaos")
final class ChaosIT {

    @TestFactory
    Stream<DynamicTest> whatIsPromisedIsKept() throws Exception {
        Path logs = Files.createDirectories(Path.of("target", "faults")).toAbsolutePath();
        Trial trial = new Trial(true, logs);
        return Catalogue.all().stream().map(fault -> DynamicTest.dynamicTest(fault.name(), () -> check(fault, trial)));
    }

    private static void check(Fault fault, Trial trial) {
        Finding finding = Faults.find(fault, trial);
        assertThat(finding.missed())
                .as("%s: %s", new Row(fault, finding).verdict(), finding.saw())
                .isEmpty();
    }
}
