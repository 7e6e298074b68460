package io.meshclient.benchmarks.endtoend.report;

import java.util.Arrays;
import java.util.Collection;

/** Smallest, middle and greatest of some values. */
public record Spread(double min, double median, double max) {
    public static Spread of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Spread(sorted[0], median(sorted), sorted[sorted.length - 1]);
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    @Override
    public String toString() {
        return Arrays.asList(min, median, max).toString();
    }
}
