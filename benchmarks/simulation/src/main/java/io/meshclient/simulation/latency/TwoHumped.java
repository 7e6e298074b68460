package io.meshclient.simulation.latency;

import io.meshclient.time.Internal;

/**
 * Two log-normal humps: a cache hit and a miss, a small answer and a large one. Each hump's 99th percentile is one and a
 * half times its median.
 *
 * @param fast the one
 * @param slow the other
 * @param slowShare which part of the requests is slow, 0 to 1
 */
@Internal
public record TwoHumped(Latency fast, Latency slow, double slowShare) implements Latency {

    /**
     * By the medians of both.
     *
     * @param fast nanoseconds
     * @param slow nanoseconds
     * @param slowShare 0 to 1, both excluded
     * @return the distribution
     */
    public static TwoHumped of(long fast, long slow, double slowShare) {
        return new TwoHumped(LogNormal.of(fast, fast + fast / 2), LogNormal.of(slow, slow + slow / 2), slowShare);
    }

    @Override
    public long nanos(double quantile) {
        double border = 1 - slowShare;
        return quantile < border
                ? fast.nanos(quantile / border)
                : slow.nanos(Math.max(Math.nextUp(0.0), (quantile - border) / slowShare));
    }
}
