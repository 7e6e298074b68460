package io.meshclient.guard;

import io.meshclient.time.Internal;
import java.util.concurrent.atomic.AtomicLong;

/**
 * At most so many calls in a time, all at once if they come so. Safe for use by many threads, without a lock; allocates nothing.
 *
 * <p>A token bucket in one number (the generic cell rate algorithm, ITU-T I.371): the time at which the calls so far would have been
 * even, {@code period / calls} apart. It may be ahead of now by what a burst takes.
 */
@Internal
public final class RateLimit {

    /** Stands for the time of a limit that its table has forgotten: no clock shows it. */
    private static final long FORGOTTEN = Long.MIN_VALUE;

    private final long intervalNanos;
    private final long burstNanos;
    private final AtomicLong even;

    /**
     * A limit of which nothing is used.
     *
     * @param calls that are allowed in the period, 1 or more
     * @param periodNanos not less nanoseconds than calls
     * @param nowNanos the time
     */
    public RateLimit(int calls, long periodNanos, long nowNanos) {
        this.intervalNanos = periodNanos / calls;
        this.burstNanos = intervalNanos * (calls - 1);
        this.even = new AtomicLong(nowNanos);
    }

    /**
     * Takes one call if there is one.
     *
     * @param nowNanos the time
     * @return whether it was taken
     */
    public boolean take(long nowNanos) {
        while (true) {
            long was = even.get();
            long ahead = Math.max(0, was - nowNanos);
            if (was == FORGOTTEN || ahead > burstNanos) {
                return false;
            }
            if (even.compareAndSet(was, nowNanos + ahead + intervalNanos)) {
                return true;
            }
        }
    }

    /**
     * Forgets it if it is as good as new; whoever holds it still gets nothing from it, for what is taken here would count nowhere.
     *
     * @param nowNanos the time
     * @return whether it is forgotten: all of its calls could have been made at once
     */
    boolean forgetIfIdle(long nowNanos) {
        long was = even.get();
        return was == FORGOTTEN || was - nowNanos <= 0 && even.compareAndSet(was, FORGOTTEN);
    }

    /** Whether another one is to be asked in its place. */
    boolean isForgotten() {
        return even.get() == FORGOTTEN;
    }
}
