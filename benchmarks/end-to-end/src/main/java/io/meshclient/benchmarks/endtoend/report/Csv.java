package io.meshclient.benchmarks.endtoend.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The samples as text: one value a line. */
public final class Csv {
    private static final String HEADER = "round,mode,contender,metric,value";

    private Csv() {}

    public static List<String> lines(List<Sample> samples) {
        List<String> lines = new ArrayList<>();
        lines.add(HEADER);
        samples.forEach(sample -> add(sample, lines));
        return lines;
    }

    private static void add(Sample sample, List<String> lines) {
        for (Metric metric : Metric.values()) {
            if (metric.inCsv()) {
                lines.add(line(sample, metric));
            }
        }
    }

    private static String line(Sample sample, Metric metric) {
        return String.join(
                ",",
                Integer.toString(sample.round()),
                sample.mode().label(),
                sample.contender(),
                metric.column(),
                number(sample.value(metric)));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.3f", value);
    }
}
