package io.meshclient.time;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A moment at which somebody stops waiting, and from which on work for him is in vain. It is made of the time that is
 * left, never of a date, for the clocks of two machines differ. Immutable, and safe for use by many threads.
 *
 * <p>A thread can have one: that of the request that it serves. Calls through a mesh that it makes then end in time; a
 * single call can have one of its own, as a tag of its request: {@code request.tag(Deadline.class, deadline)}.
 */
public final class Deadline {

    /** Nobody stops waiting: a call with this tag does not heed the deadline of its thread. */
    public static final Deadline NEVER = new Deadline(null, 0);

    /** Longer ones would overflow when they are added up, and mean never. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final ThreadLocal<Deadline> CURRENT = new ThreadLocal<>();

    /**
     * Whether any thread ever had one; spares all others the look. A thread that has one wrote this itself, so that it need
     * not be volatile.
     */
    private static boolean used;

    private final @Nullable Ticker ticker;
    private final long at;

    private Deadline(@Nullable Ticker ticker, long at) {
        this.ticker = ticker;
        this.at = at;
    }

    /**
     * A deadline by the clock of the machine.
     *
     * @param time what is left; none, or less, for one that is over; more than a year counts as a year
     * @return the deadline
     */
    public static Deadline after(Duration time) {
        return after(time, Ticker.system());
    }

    /**
     * A deadline by another clock. The mesh only asks how much is left, so it need not be the mesh's own.
     *
     * @param time what is left; none, or less, for one that is over; more than a year counts as a year
     * @param ticker reads the time
     * @return the deadline
     */
    public static Deadline after(Duration time, Ticker ticker) {
        Duration bounded = time.compareTo(LONGEST) > 0 ? LONGEST : time.isNegative() ? Duration.ZERO : time;
        return new Deadline(ticker, ticker.nanos() + bounded.toNanos());
    }

    /**
     * What is left; reads the clock.
     *
     * @return nanoseconds; 0 or less when it is over, {@link Long#MAX_VALUE} for {@link #NEVER}
     */
    public long remainingNanos() {
        return ticker == null ? Long.MAX_VALUE : at - ticker.nanos();
    }

    /**
     * Whether nothing is left; reads the clock.
     *
     * @return true from the moment on
     */
    public boolean isOver() {
        return remainingNanos() <= 0;
    }

    /**
     * The deadline of the calling thread.
     *
     * @return null if it has none
     */
    public static @Nullable Deadline current() {
        return used ? CURRENT.get() : null;
    }

    /**
     * Replaces the deadline of the calling thread; for those who carry it from thread to thread. Who sets one has to take
     * it back.
     *
     * @param deadline null for none
     */
    public static void setCurrent(@Nullable Deadline deadline) {
        if (deadline == null) {
            if (used) {
                CURRENT.remove();
            }
        } else {
            used = true;
            CURRENT.set(deadline);
        }
    }

    /**
     * Makes this the deadline of the calling thread, unless it has an earlier one: whoever works for somebody can give a
     * part of the work less time, but not more.
     *
     * @return brings back what was before, on the same thread
     */
    public Scope makeCurrent() {
        Deadline before = current();
        if (before == null || remainingNanos() < before.remainingNanos()) {
            setCurrent(this);
        }
        return () -> setCurrent(before);
    }

    @Override
    public String toString() {
        return ticker == null ? "Deadline[never]" : "Deadline[in " + Duration.ofNanos(remainingNanos()) + "]";
    }

    /** The time for which a thread has a deadline. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
