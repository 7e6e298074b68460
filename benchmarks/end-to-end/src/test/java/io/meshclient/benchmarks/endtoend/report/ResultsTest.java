package io.meshclient.benchmarks.endtoend.report;

import static io.meshclient.benchmarks.endtoend.report.Samples.counts;
import static io.meshclient.benchmarks.endtoend.report.Samples.p50;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ResultsTest {
    private final Results results = new Results(List.of("okhttp", "mesh", "envoy"));

    @Test
    void aRatioIsTakenToTheBaselineOfTheSameRound() {
        results.add(p50(1, Mode.C1, "okhttp", 100));
        results.add(p50(1, Mode.C1, "mesh", 110));
        results.add(p50(2, Mode.C1, "mesh", 210));
        results.add(p50(2, Mode.C1, "okhttp", 200));

        Spread ratio = results.ratio(Mode.C1, "mesh", Metric.P50_US);

        assertThat(ratio.min()).isEqualTo(1.05);
        assertThat(ratio.max()).isEqualTo(1.10);
    }

    @Test
    void modesAreKeptApart() {
        results.add(p50(1, Mode.C1, "okhttp", 100));
        results.add(p50(1, Mode.C1, "mesh", 200));
        results.add(p50(1, Mode.C8, "okhttp", 100));
        results.add(p50(1, Mode.C8, "mesh", 300));

        assertThat(results.ratio(Mode.C1, "mesh", Metric.P50_US).median()).isEqualTo(2.0);
        assertThat(results.ratio(Mode.C8, "mesh", Metric.P50_US).median()).isEqualTo(3.0);
    }

    @Test
    void aRoundWithoutItsBaselineIsNotCounted() {
        results.add(p50(1, Mode.C1, "okhttp", 100));
        results.add(p50(1, Mode.C1, "mesh", 100));
        results.add(p50(2, Mode.C1, "mesh", 900));

        assertThat(results.ratio(Mode.C1, "mesh", Metric.P50_US)).isEqualTo(new Spread(1, 1, 1));
    }

    @Test
    void tablesKeepOneOrderWhoeverBegan() {
        results.add(p50(1, Mode.C1, "envoy", 1));
        results.add(p50(1, Mode.C1, "okhttp", 1));

        assertThat(results.contenders()).containsExactly("okhttp", "envoy");
    }

    @Test
    void sentMustBeServedAndNothingMayFail() {
        assertThat(counts(0, 10, 10).isSound()).isTrue();
        assertThat(counts(0, 10, 11).isSound()).isFalse();
        assertThat(counts(1, 10, 10).isSound()).isFalse();
    }
}
