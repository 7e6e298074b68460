package io.meshclient.stats;

import io.meshclient.time.Internal;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * A sum over the last slices of time, the running one included. Adding is lock-free and, while a slice lasts, free of
 * contention; the first to see a new slice empties what has grown old. An addition that races with that moment may be
 * counted one slice off or, at worst, lost; never twice.
 */
@Internal
public final class WindowedSum {

    /** Stands for a slice while it is emptied: later than every slice, so that it is neither summed nor taken over. */
    private static final long EMPTYING = Long.MAX_VALUE;

    private final long sliceNanos;
    private final LongAdder[] sums;
    private final AtomicLongArray slices;

    /**
     * An empty window.
     *
     * @param windowNanos its length in nanoseconds
     * @param slices how many parts it has; older parts leave one by one
     */
    public WindowedSum(long windowNanos, int slices) {
        this.sliceNanos = Math.max(1, windowNanos / slices);
        this.sums = new LongAdder[slices];
        this.slices = new AtomicLongArray(slices);
        for (int i = 0; i < slices; i++) {
            sums[i] = new LongAdder();
            this.slices.set(i, Long.MIN_VALUE);
        }
    }

    /**
     * Adds to the running slice.
     *
     * @param amount what to add
     * @param nowNanos the time
     */
    public void add(long amount, long nowNanos) {
        long slice = Math.floorDiv(nowNanos, sliceNanos);
        int index = (int) Math.floorMod(slice, (long) sums.length);
        long seen = slices.get(index);
        if (seen < slice && slices.compareAndSet(index, seen, EMPTYING)) {
            sums[index].reset();
            slices.set(index, slice); // only now: a reader must not take the old sum for the new slice's
        }
        sums[index].add(amount);
    }

    /**
     * Takes from what is still in the window, the oldest first; nothing if there is not enough. For one thread at a time, while
     * others may add.
     *
     * @param amount what to take
     * @param nowNanos the time
     * @return whether it was taken
     */
    public boolean take(long amount, long nowNanos) {
        if (sum(nowNanos) < amount) {
            return false;
        }
        long newest = Math.floorDiv(nowNanos, sliceNanos);
        long missing = amount;
        for (long slice = newest - sums.length + 1; slice <= newest && missing > 0; slice++) {
            int index = (int) Math.floorMod(slice, (long) sums.length);
            if (slices.get(index) == slice) {
                long taken = Math.min(missing, sums[index].sum());
                sums[index].add(-taken);
                missing -= taken;
            }
        }
        return true;
    }

    /**
     * The sum of what is still in the window.
     *
     * @param nowNanos the time
     * @return the sum
     */
    public long sum(long nowNanos) {
        long newest = Math.floorDiv(nowNanos, sliceNanos);
        long total = 0;
        for (int i = 0; i < sums.length; i++) {
            long slice = slices.get(i);
            if (slice <= newest && slice > newest - sums.length) {
                total += sums[i].sum();
            }
        }
        return total;
    }
}
