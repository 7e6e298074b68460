package io.meshclient.simulation.latency;

import io.meshclient.time.Internal;

/**
 * A log-normal latency: what most services look like, with a tail to the right. {@code StrictMath}, so that every JDK
 * gives the same bits.
 *
 * @param median half of the requests are faster, in nanoseconds
 * @param sigma the standard deviation of the logarithm
 */
@Internal
public record LogNormal(double median, double sigma) implements Latency {

    /** The standard normal distribution's quantile of 0.99. */
    private static final double Z99 = 2.3263478740408408;

    /**
     * By its median and its 99th percentile.
     *
     * @param median nanoseconds
     * @param p99 nanoseconds, not below the median
     * @return the distribution
     */
    public static LogNormal of(long median, long p99) {
        return new LogNormal(median, StrictMath.log((double) p99 / median) / Z99);
    }

    @Override
    public long nanos(double quantile) {
        return (long) (median * StrictMath.exp(sigma * Normal.quantile(quantile)));
    }
}
