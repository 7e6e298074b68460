package io.meshclient.simulation.latency;

import io.meshclient.time.Internal;

/** How long a worker needs for a request: a distribution, read by quantile. Immutable. */
@Internal
@FunctionalInterface
public interface Latency {

    /**
     * The time at a quantile.
     *
     * @param quantile 0 &lt; q &lt; 1
     * @return nanoseconds, 0 or more
     */
    long nanos(double quantile);

    /**
     * The mean, by the midpoints of 4,096 equal slices of probability.
     *
     * @return nanoseconds
     */
    default double mean() {
        int slices = 4096;
        double sum = 0;
        for (int i = 0; i < slices; i++) {
            sum += nanos((i + 0.5) / slices);
        }
        return sum / slices;
    }

    /**
     * Always the same.
     *
     * @param nanos nanoseconds
     * @return the distribution
     */
    static Latency constant(long nanos) {
        return quantile -> nanos;
    }
}
