package io.meshclient.benchmarks.endtoend.report;

import java.util.Locale;

/** The two tables of a mode: ratios to the baseline, and what was measured. */
public final class ResultTables {
    private final Results results;

    public ResultTables(Results results) {
        this.results = results;
    }

    /** Median, and in brackets the smallest and greatest, of the ratios per round. */
    public Table ratios(Mode mode) {
        Table table = new Table(mode.label() + ", ratio to okhttp", "p50", "p99 (noisy)", "rps", "CPU", "bytes");
        for (String contender : results.contenders()) {
            table.row(
                    contender,
                    ratio(mode, contender, Metric.P50_US),
                    ratio(mode, contender, Metric.P99_US),
                    ratio(mode, contender, Metric.RPS),
                    ratio(mode, contender, Metric.CPU_US),
                    ratio(mode, contender, Metric.BYTES));
        }
        return table;
    }

    /** Medians; requests and errors are sums over all rounds. */
    public Table absolutes(Mode mode) {
        Table table = new Table(
                mode.label() + ", median",
                "p50 µs",
                "p99 µs",
                "rps",
                "CPU µs",
                "of it sidecars",
                "bytes",
                "sidecar RSS MiB",
                "errors",
                "sent",
                "served",
                "sound");
        results.contenders().forEach(contender -> absolute(table, mode, contender));
        return table;
    }

    private void absolute(Table table, Mode mode, String contender) {
        table.row(
                contender,
                median(mode, contender, Metric.P50_US, "%.1f"),
                median(mode, contender, Metric.P99_US, "%.0f"),
                median(mode, contender, Metric.RPS, "%,.0f"),
                median(mode, contender, Metric.CPU_US, "%.1f"),
                median(mode, contender, Metric.SIDECAR_CPU_US, "%.1f"),
                median(mode, contender, Metric.BYTES, "%,.0f"),
                median(mode, contender, Metric.RSS_MIB, "%.0f"),
                sum(mode, contender, Metric.ERRORS),
                sum(mode, contender, Metric.SENT),
                sum(mode, contender, Metric.SERVED),
                results.isSound(mode, contender) ? "yes" : "NO");
    }

    private String ratio(Mode mode, String contender, Metric metric) {
        Spread spread = results.ratio(mode, contender, metric);
        return String.format(Locale.ROOT, "%.2f [%.2f–%.2f]", spread.median(), spread.min(), spread.max());
    }

    private String median(Mode mode, String contender, Metric metric, String format) {
        return String.format(
                Locale.ROOT, format, results.absolute(mode, contender, metric).median());
    }

    private String sum(Mode mode, String contender, Metric metric) {
        return String.format(Locale.ROOT, "%.0f", results.total(mode, contender, metric));
    }
}
