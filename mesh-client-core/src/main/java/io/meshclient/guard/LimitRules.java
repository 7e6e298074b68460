package io.meshclient.guard;

import io.meshclient.time.Internal;
import io.meshclient.time.RandomSource;

/** The numbers of one algorithm of concurrency limits. Immutable; equal ones may go on with the same limit. */
@Internal
public sealed interface LimitRules {

    /**
     * Between what the limit stays.
     *
     * @return see {@link Bounds}
     */
    Bounds bounds();

    /**
     * Between what a limit stays.
     *
     * @param initial where it begins
     * @param min the least
     * @param max the most
     */
    record Bounds(int initial, int min, int max) {

        /** Begins within the bounds. */
        public Bounds {
            initial = Math.max(min, Math.min(max, initial));
        }

        double clamp(double limit) {
            return Math.max(min, Math.min(max, limit));
        }
    }

    /**
     * A limit that stays as it is.
     *
     * @param limit what it is
     */
    record Fixed(int limit) implements LimitRules {
        @Override
        public Bounds bounds() {
            return new Bounds(limit, limit, limit);
        }
    }

    /**
     * Additive increase, multiplicative decrease.
     *
     * @param bounds of the limit
     * @param backoffRatio what is left of it after a drop
     * @param timeoutNanos what takes longer is a drop
     */
    record Aimd(Bounds bounds, double backoffRatio, long timeoutNanos) implements LimitRules {}

    /**
     * TCP Vegas'.
     *
     * @param bounds of the limit
     * @param smoothing the share of each new estimate
     * @param probeMultiplier times the limit are the samples after which the least latency is measured anew
     * @param random of the jitter of that
     */
    record Vegas(Bounds bounds, double smoothing, int probeMultiplier, RandomSource random) implements LimitRules {}

    /**
     * Netflix' gradient.
     *
     * @param bounds of the limit
     * @param rttTolerance how many times the average a latency may be before it lowers the limit
     * @param longWindow samples of the average
     * @param smoothing the share of each new estimate
     * @param queue by how much the limit grows while latencies are low
     */
    record Gradient2(Bounds bounds, double rttTolerance, int longWindow, double smoothing, int queue)
            implements LimitRules {}

    /**
     * Envoy's gradient.
     *
     * @param bounds of the limit
     * @param windowNanos how often the limit is computed
     * @param intervalNanos for how long a least latency counts, twice at most
     * @param jitter by which share an interval is longer at random
     * @param buffer the share above the least latency that is no sign of load
     * @param percentile of a window's latencies, 0 to 100
     * @param random of the jitter, and of the choice among many samples
     */
    record Gradient(
            Bounds bounds,
            long windowNanos,
            long intervalNanos,
            double jitter,
            double buffer,
            int percentile,
            RandomSource random)
            implements LimitRules {}
}
