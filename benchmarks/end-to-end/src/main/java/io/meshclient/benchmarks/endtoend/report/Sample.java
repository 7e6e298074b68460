package io.meshclient.benchmarks.endtoend.report;

import java.util.Map;

/** All metrics of one contender in one mode of one round. */
public record Sample(int round, Mode mode, String contender, Map<Metric, Double> values) {
    public Sample {
        values = Map.copyOf(values);
    }

    public double value(Metric metric) {
        Double value = values.get(metric);
        if (value == null) {
            throw new IllegalArgumentException("no " + metric + " for " + contender + " in round " + round);
        }
        return value;
    }

    /** The backends counted what the callers sent, and every call was answered rightly. */
    public boolean isSound() {
        return value(Metric.ERRORS) == 0 && value(Metric.SENT) == value(Metric.SERVED);
    }
}
