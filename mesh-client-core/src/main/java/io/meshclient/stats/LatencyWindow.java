package io.meshclient.stats;

import io.meshclient.time.Internal;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Latencies of the last slices of time, by quantile: for each slice a histogram of 176 buckets, eight to each power of two
 * from 8 µs to 137 s, so that a quantile is up to an eighth too high and 4 KB hold any number of latencies. Safe for use by
 * many threads: adding is lock-free; the first to see a new slice empties what has grown old, and an addition that races with
 * that moment may be lost.
 */
@Internal
public final class LatencyWindow {

    private static final int SLICES = 6;

    /** 2¹³ ns, the width of the first buckets. */
    private static final int UNIT_SHIFT = 13;

    private static final int STEPS_SHIFT = 3;
    private static final int STEPS = 1 << STEPS_SHIFT;
    private static final long LONGEST = (1L << 24) - 1;
    private static final int BUCKETS = index(LONGEST) + 1;

    /** Stands for a slice while it is emptied: later than every slice, so that it is neither summed nor taken over. */
    private static final long EMPTYING = Long.MAX_VALUE;

    private final long sliceNanos;
    private final AtomicLongArray slices = new AtomicLongArray(SLICES);
    private final AtomicIntegerArray[] counts = new AtomicIntegerArray[SLICES];

    /**
     * An empty window.
     *
     * @param windowNanos its length in nanoseconds
     */
    public LatencyWindow(long windowNanos) {
        sliceNanos = Math.max(1, windowNanos / SLICES);
        for (int i = 0; i < SLICES; i++) {
            slices.set(i, Long.MIN_VALUE);
            counts[i] = new AtomicIntegerArray(BUCKETS);
        }
    }

    /**
     * Adds one to the running slice.
     *
     * @param latencyNanos the latency
     * @param nowNanos the time
     */
    public void add(long latencyNanos, long nowNanos) {
        long slice = Math.floorDiv(nowNanos, sliceNanos);
        int at = (int) Math.floorMod(slice, (long) SLICES);
        long seen = slices.get(at);
        AtomicIntegerArray histogram = counts[at];
        if (seen < slice && slices.compareAndSet(at, seen, EMPTYING)) {
            for (int i = 0; i < BUCKETS; i++) {
                histogram.set(i, 0);
            }
            slices.set(at, slice);
        }
        histogram.getAndIncrement(index(Math.max(0, latencyNanos) >>> UNIT_SHIFT));
    }

    /**
     * The latency that a part of those in the window did not exceed. Sums all of them: not for the path of every call.
     *
     * @param part above 0, below 1
     * @param least how many there must be
     * @param nowNanos the time
     * @return in nanoseconds, the upper bound of its bucket; −1 if there are too few
     */
    public long quantile(double part, int least, long nowNanos) {
        long[] sums = new long[BUCKETS];
        long total = 0;
        long newest = Math.floorDiv(nowNanos, sliceNanos);
        for (int i = 0; i < SLICES; i++) {
            long slice = slices.get(i);
            if (slice <= newest && slice > newest - SLICES) {
                total += addTo(sums, counts[i]);
            }
        }
        if (total < Math.max(1, least)) {
            return -1;
        }
        long rank = Math.max(1, (long) Math.ceil(part * total - 1e-9));
        int bucket = 0;
        for (long below = sums[0]; below < rank; below += sums[bucket]) {
            bucket++;
        }
        return upperNanos(bucket);
    }

    private static long addTo(long[] sums, AtomicIntegerArray histogram) {
        long total = 0;
        for (int i = 0; i < BUCKETS; i++) {
            int count = histogram.get(i);
            sums[i] += count;
            total += count;
        }
        return total;
    }

    /** Up to eight units a bucket each; from there on eight buckets for each power of two. */
    private static int index(long units) {
        long value = Math.min(units, LONGEST);
        if (value < STEPS) {
            return (int) value;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
        int step = (int) (value >>> (power - STEPS_SHIFT)) - STEPS;
        return (power - STEPS_SHIFT + 1) * STEPS + step;
    }

    private static long upperNanos(int bucket) {
        if (bucket < STEPS) {
            return (bucket + 1L) << UNIT_SHIFT;
        }
        int shift = bucket / STEPS - 1;
        return (bucket % STEPS + STEPS + 1L) << (shift + UNIT_SHIFT);
    }
}
