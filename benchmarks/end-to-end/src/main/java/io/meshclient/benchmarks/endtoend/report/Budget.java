package io.meshclient.benchmarks.endtoend.report;

import java.util.List;
import java.util.Locale;

/** What the library may cost end to end, as ratios to raw OkHttp over the same backends in the same rounds. */
public enum Budget {
    MESH_C1_P50("mesh", Mode.C1, Metric.P50_US, 1.03),
    MESH_C1_CPU("mesh", Mode.C1, Metric.CPU_US, 1.05),
    MESH_C8_RPS("mesh", Mode.C8, Metric.RPS, 0.97),
    MESH_C8_CPU("mesh", Mode.C8, Metric.CPU_US, 1.05),
    MESH_C8_BYTES("mesh", Mode.C8, Metric.BYTES, 1.15),
    MESH_SPRING_C1_P50("mesh-spring", Mode.C1, Metric.P50_US, 1.35);

    private final String contender;
    private final Mode mode;
    private final Metric metric;
    private final double limit;

    Budget(String contender, Mode mode, Metric metric, double limit) {
        this.contender = contender;
        this.mode = mode;
        this.metric = metric;
        this.limit = limit;
    }

    /** The rows whose contender was measured; the median decides, the interval says how far to trust it. */
    public static Table table(Results results) {
        Table table = new Table("budget", "limit", "median", "interval", "verdict");
        List<String> measured = results.contenders();
        for (Budget budget : values()) {
            if (measured.contains(budget.contender)) {
                budget.row(table, results);
            }
        }
        return table;
    }

    private void row(Table table, Results results) {
        Spread ratio = results.ratio(mode, contender, metric);
        table.row(
                contender + " " + mode.label() + " " + metric.column(),
                (greaterIsBetter() ? ">= " : "<= ") + format(limit),
                format(ratio.median()),
                format(ratio.min()) + "–" + format(ratio.max()),
                isMet(ratio.median()) ? "met" : "missed");
    }

    boolean isMet(double ratio) {
        return greaterIsBetter() ? ratio >= limit : ratio <= limit;
    }

    private boolean greaterIsBetter() {
        return metric == Metric.RPS;
    }

    private static String format(double ratio) {
        return String.format(Locale.ROOT, "%.3f", ratio);
    }
}
