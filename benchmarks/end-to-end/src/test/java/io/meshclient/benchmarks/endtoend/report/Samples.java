package io.meshclient.benchmarks.endtoend.report;

import java.util.EnumMap;
import java.util.Map;

/** Samples with one interesting value. */
final class Samples {
    private Samples() {}

    static Sample p50(int round, Mode mode, String contender, double value) {
        return with(round, mode, contender, Map.of(Metric.P50_US, value));
    }

    static Sample counts(double errors, double sent, double served) {
        return with(1, Mode.C1, "mesh", Map.of(Metric.ERRORS, errors, Metric.SENT, sent, Metric.SERVED, served));
    }

    private static Sample with(int round, Mode mode, String contender, Map<Metric, Double> some) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            values.put(metric, some.getOrDefault(metric, 0.0));
        }
        return new Sample(round, mode, contender, values);
    }
}
