package io.meshclient.benchmarks.endtoend.report;

import static io.meshclient.benchmarks.endtoend.report.Samples.p50;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class BudgetTest {
    @Test
    void costsHaveACeilingAndThroughputHasAFloor() {
        assertThat(Budget.MESH_C1_P50.isMet(1.03)).isTrue();
        assertThat(Budget.MESH_C1_P50.isMet(1.04)).isFalse();
        assertThat(Budget.MESH_C8_RPS.isMet(0.97)).isTrue();
        assertThat(Budget.MESH_C8_RPS.isMet(0.96)).isFalse();
    }

    @Test
    void whoWasNotMeasuredHasNoVerdict() {
        Results results = new Results(List.of("okhttp", "mesh"));
        results.add(p50(1, Mode.C1, "okhttp", 100));

        assertThat(Budget.table(results).toString()).doesNotContain("mesh c1");
    }
}
