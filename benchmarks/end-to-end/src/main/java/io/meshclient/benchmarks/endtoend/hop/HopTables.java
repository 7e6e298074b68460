package io.meshclient.benchmarks.endtoend.hop;

import io.meshclient.benchmarks.endtoend.contender.ContenderName;
import io.meshclient.benchmarks.endtoend.report.Table;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** One table per number of callers, from the samples of all forks together. */
final class HopTables {
    private HopTables() {}

    static List<Table> of(Collection<RunResult> results) {
        return Stream.of("c1", "c8").map(mode -> table(mode, results)).toList();
    }

    private static Table table(String mode, Collection<RunResult> results) {
        Table table = new Table(mode + ", sampled", "p50 µs", "p50 ×", "p99 µs", "mean µs", "samples");
        for (RunResult result : results) {
            if (result.getPrimaryResult().getLabel().equals(mode)) {
                row(table, contender(result), result.getPrimaryResult().getStatistics(), baseline(mode, results));
            }
        }
        return table;
    }

    private static void row(Table table, String contender, Statistics sampled, Statistics baseline) {
        table.row(
                contender,
                number("%.1f", sampled.getPercentile(50)),
                number("%.2f", sampled.getPercentile(50) / baseline.getPercentile(50)),
                number("%.0f", sampled.getPercentile(99)),
                number("%.1f", sampled.getMean()),
                number("%,.0f", (double) sampled.getN()));
    }

    private static Statistics baseline(String mode, Collection<RunResult> results) {
        return results.stream()
                .filter(result -> result.getPrimaryResult().getLabel().equals(mode)
                        && contender(result).equals(ContenderName.OKHTTP.label()))
                .findFirst()
                .orElseThrow()
                .getPrimaryResult()
                .getStatistics();
    }

    private static String contender(RunResult result) {
        return result.getParams().getParam("contender");
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
