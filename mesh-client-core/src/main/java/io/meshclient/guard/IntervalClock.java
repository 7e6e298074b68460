package io.meshclient.guard;

import io.meshclient.time.Internal;

/**
 * Numbers the intervals of one cluster, so that all of its endpoints begin a new one at the same moment. Clusters begin
 * theirs when they are made, and so not all at once. Immutable.
 *
 * @param originNanos when number 0 began
 * @param intervalNanos the length of each
 */
@Internal
public record IntervalClock(long originNanos, long intervalNanos) {

    /**
     * The running interval.
     *
     * @param nowNanos the time
     * @return its number
     */
    public long number(long nowNanos) {
        return Math.floorDiv(nowNanos - originNanos, intervalNanos);
    }

    /**
     * How long until the next begins.
     *
     * @param nowNanos the time
     * @return nanoseconds, above 0
     */
    public long untilNext(long nowNanos) {
        return intervalNanos - Math.floorMod(nowNanos - originNanos, intervalNanos);
    }
}
