package io.meshclient.benchmarks.faults.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.benchmarks.faults.Catalogue;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Measure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {

    private static Row row(long nanos, boolean so) {
        Measure time = Measure.time("after", nanos, Duration.ofMillis(20));
        List<Measure> measures = List.of(time, Measure.holds("answered", so));
        return new Row(
                Catalogue.all().get(0),
                new Finding("a | b\u0001", "loopback", measures, List.of(Measure.count("in flight", 0, 0))));
    }

    @Test
    void rowThatKeepsItsBoundsIsMet() {
        assertThat(MarkdownTable.lines(List.of(row(12_400_000, true))).get(5))
                .contains("| a \\| b· | after 12 ms (≤ 20 ms) | in flight 0 (≤ 0) | loopback | met |");
    }

    @Test
    void rowSaysByHowMuchItMisses() {
        assertThat(row(30_000_000, true).verdict()).isEqualTo("**MISSED**: after 30 ms (≤ 20 ms)");
        assertThat(row(1, false).verdict()).isEqualTo("**MISSED**: not so: answered");
    }

    @Test
    void programsGetNumbers() {
        assertThat(Csv.lines(List.of(row(30_000_000, true))))
                .hasSize(4)
                .contains("\"Connecting\",\"connection refused\",loopback,promise,\"after\",30.0,20.0,ms,false");
    }
}
