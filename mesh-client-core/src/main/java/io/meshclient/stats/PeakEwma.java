package io.meshclient.stats;

import io.meshclient.time.Internal;

/**
 * The arithmetic of a peak-sensitive, exponentially weighted moving average of latency: a slower sample counts at once, a
 * faster one only by and by. Pure functions; the caller keeps cost and time stamp.
 *
 * <p>Source: Finagle {@code PeakEwma}: on a sample {@code rtt > cost ⇒ cost = rtt}, else {@code cost = rtt·(1 − w) +
 * cost·w} with {@code w = exp(−Δt/τ)}; reading decays as if 0 had been observed. τ = 10 s.
 */
@Internal
public final class PeakEwma {

    /** τ in nanoseconds: 10 s, Finagle's and Linkerd's. */
    public static final long DECAY_NANOS = 10_000_000_000L;

    /** The least latency that a failure counts as: 5 s, Linkerd's load biaser. */
    public static final long PENALTY_NANOS = 5_000_000_000L;

    /** The longest {@code Retry-After} that counts: 300 s, Linkerd's load biaser. */
    public static final long MAX_RETRY_AFTER_NANOS = 300_000_000_000L;

    private PeakEwma() {}

    /**
     * The cost after a sample.
     *
     * @param cost so far, in nanoseconds
     * @param elapsedNanos since the last sample
     * @param sampleNanos the new latency
     * @return in nanoseconds
     */
    public static double observe(double cost, long elapsedNanos, long sampleNanos) {
        if (sampleNanos > cost) {
            return sampleNanos;
        }
        // Strict: the simulator's tables must not depend on the machine; and this is once an attempt, not once a look.
        double weight = elapsedNanos <= 0 ? 1 : StrictMath.exp(-(double) elapsedNanos / DECAY_NANOS);
        return sampleNanos * (1 - weight) + cost * weight;
    }

    /**
     * The cost now, some time after the last sample.
     *
     * <p>{@code exp(−x)} is read as {@code 1 / (1 + x + x²/2 + x³/6)}: within 0.2 % up to half a τ, always between the
     * true value and 1 beyond, monotone; and it costs a division where {@code Math.exp} costs a pick's whole budget.
     *
     * @param cost at the last sample, in nanoseconds
     * @param elapsedNanos since then
     * @return in nanoseconds
     */
    public static double decayed(double cost, long elapsedNanos) {
        if (elapsedNanos <= 0) {
            return cost;
        }
        double x = elapsedNanos * (1.0 / DECAY_NANOS);
        return cost / (1 + x * (1 + x * (0.5 + x * (1.0 / 6))));
    }

    /**
     * The latency that a failed attempt counts as, so that failing fast attracts no traffic.
     *
     * @param latencyNanos what it took
     * @param retryAfterNanos what the server asked for; negative for nothing
     * @return {@code max(latency, 5 s, min(Retry-After, 300 s))} in nanoseconds
     */
    public static long penalised(long latencyNanos, long retryAfterNanos) {
        return Math.max(Math.max(latencyNanos, PENALTY_NANOS), Math.min(retryAfterNanos, MAX_RETRY_AFTER_NANOS));
    }
}
