package io.meshclient.stats;

import io.meshclient.time.Internal;

/**
 * The arithmetic of an exponentially weighted moving average of latency that rises faster than it falls: a slower sample
 * counts within a second, a faster one by and by, a failure at once. Pure functions; the caller keeps cost and time stamp.
 *
 * <p>Source: Finagle {@code PeakEwma}: {@code cost = rtt·(1 − w) + cost·w} with {@code w = exp(−Δt/τ)}, τ = 10 s; reading
 * decays as if 0 had been observed. There a slower sample becomes the cost at once, so that with many samples a second the
 * cost is the tail's and not the endpoint's, and one that is four times slower looks like the others; here it rises with
 * τ = 1 s (scenarios rollout, unequal-servers).
 *
 * <p>A cost of seconds stands for a failure: its 5 s, or what the answers of calls that were already under way left of them.
 * It is believed for as long as it is, 5 s at least: after that time without a sample the endpoint counts as unknown, so that one call finds out. Decay alone would starve it for minutes, longer than an ejection
 * lasts (scenarios one-failing-fast, black-hole); those who go on failing are ejected.
 */
@Internal
public final class PeakEwma {

    /** τ of what is slower, in nanoseconds: 1 s. */
    private static final double RISE_NANOS = 1_000_000_000.0;

    /** τ of what is faster, and of silence, in nanoseconds: 10 s, Finagle's and Linkerd's. */
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
        if (cost == 0 || isForgotten(cost, elapsedNanos) || sampleNanos >= Math.max(cost, PENALTY_NANOS)) {
            return sampleNanos;
        }
        // Strict: the simulator's tables must not depend on the machine; and this is once an attempt, not once a look.
        double tau = sampleNanos > cost ? RISE_NANOS : DECAY_NANOS;
        double weight = elapsedNanos <= 0 ? 1 : StrictMath.exp(-elapsedNanos / tau);
        return sampleNanos * (1 - weight) + cost * weight;
    }

    private static boolean isForgotten(double cost, long elapsedNanos) {
        return cost > PENALTY_NANOS / 2.0 && elapsedNanos > Math.max(cost, PENALTY_NANOS);
    }

    /**
     * The cost now, some time after the last sample.
     *
     * <p>{@code exp(−x)} is read as {@code 1 / (1 + x + x²/2 + x³/6)}: within 0.2 % up to half a τ, always between the
     * true value and 1 beyond, monotone; and it costs a division where {@code Math.exp} costs a pick's whole budget.
     *
     * @param cost at the last sample, in nanoseconds
     * @param elapsedNanos since then
     * @return in nanoseconds; 0 if a failure's time is over
     */
    public static double decayed(double cost, long elapsedNanos) {
        if (elapsedNanos <= 0) {
            return cost;
        }
        if (isForgotten(cost, elapsedNanos)) {
            return 0;
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
