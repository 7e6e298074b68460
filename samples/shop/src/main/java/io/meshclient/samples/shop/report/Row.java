package io.meshclient.samples.shop.report;

import io.meshclient.samples.shop.Trouble;
import io.meshclient.samples.shop.load.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** One line of the tables: a label, then the mesh client's and the plain client's value. */
record Row(String label, String mesh, String plain) {
    private static final double MICROS_PER_MILLI = 1000;

    /** The table of everything that was counted. */
    static List<Row> totals(Comparison comparison) {
        List<Row> rows = new ArrayList<>();
        rows.add(row("calls", comparison, story -> "" + story.calls()));
        rows.add(row("lost", comparison, story -> "" + story.lost()));
        Stream.of(Fate.values())
                .filter(Fate::lost)
                .map(fate -> row("  " + fate.label(), comparison, story -> "" + story.ended(fate)))
                .forEach(rows::add);
        rows.add(row("retries", comparison, story -> "" + story.retries()));
        rows.add(row("ejections", comparison, story -> "" + story.ejections()));
        rows.add(row("  skipped, connection refused", comparison, story -> "" + story.holdOffs()));
        for (double share : new double[] {0.5, 0.9, 0.99, 0.999, 1}) {
            rows.add(row(percentile(share), comparison, story -> millis(story.latencies(), share)));
        }
        return rows;
    }

    /** The table of the troubles: lost calls and the 99th percentile of the others. */
    static List<Row> ofTroubles(Comparison comparison) {
        return comparison.troubles().stream()
                .map(trouble -> row(label(trouble), comparison, story -> during(story, trouble)))
                .toList();
    }

    private static String label(Trouble trouble) {
        return String.format(
                Locale.ROOT, "%s: %s, %.0f–%.0f s", trouble.where(), trouble.what(), trouble.from(), trouble.to());
    }

    private static String during(Story story, Trouble trouble) {
        return story.lost(trouble) + " lost, p99 " + millis(story.latencies(trouble), 0.99);
    }

    private static Row row(String label, Comparison comparison, Function<Story, String> value) {
        return new Row(label, value.apply(comparison.mesh()), value.apply(comparison.plain()));
    }

    private static String percentile(double share) {
        return share == 1
                ? "slowest"
                : "p" + String.format(Locale.ROOT, "%.1f", share * 100).replace(".0", "");
    }

    private static String millis(Percentiles latencies, double share) {
        return latencies.isEmpty()
                ? "–"
                : String.format(Locale.ROOT, "%.1f ms", latencies.at(share) / MICROS_PER_MILLI);
    }
}
