package io.meshclient.guard;

/**
 * An algorithm that says how many calls may be under way at once, by what calls have shown. It reads no clock and decides by
 * its samples alone. Not safe by itself: {@link AdaptiveLimit} guards it.
 */
sealed interface ConcurrencyLimit permits FixedLimit, AimdLimit, VegasLimit, Gradient2Limit, GradientLimit {

    /**
     * A call has come so far that it says something.
     *
     * @param nowNanos the time
     * @param rttNanos what it took, above 0
     * @param inFlight how many were under way, itself included
     * @param dropped whether the other side, or a timeout, turned it away for load
     * @return the limit from now on
     */
    int sample(long nowNanos, long rttNanos, int inFlight, boolean dropped);
}
