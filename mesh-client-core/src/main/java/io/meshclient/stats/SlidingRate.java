package io.meshclient.stats;

import io.meshclient.time.Internal;
import java.util.Arrays;

/**
 * Successes among all of the last ten slices of time, the running one included: exact to a slice. Not safe by itself: its
 * owner guards it.
 */
@Internal
public final class SlidingRate {

    private static final int SLICES = 10;

    private final long sliceNanos;
    private final int[] totals = new int[SLICES];
    private final int[] successes = new int[SLICES];
    private long newest = Long.MIN_VALUE;

    /**
     * An empty window.
     *
     * @param windowNanos its length in nanoseconds
     */
    public SlidingRate(long windowNanos) {
        this.sliceNanos = Math.max(1, windowNanos / SLICES);
    }

    /**
     * Counts one.
     *
     * @param success whether it was one
     * @param nowNanos the time
     */
    public void add(boolean success, long nowNanos) {
        int index = index(roll(nowNanos));
        totals[index]++;
        successes[index] += success ? 1 : 0;
    }

    /**
     * One that had counted as a success was none; the newest that counted as one.
     *
     * @param nowNanos the time
     */
    public void takeBack(long nowNanos) {
        long slice = roll(nowNanos);
        for (long i = slice; i > slice - SLICES; i--) {
            if (successes[index(i)] > 0) {
                successes[index(i)]--;
                return;
            }
        }
    }

    /**
     * How many there are.
     *
     * @param nowNanos the time
     * @return 0 or more
     */
    public int total(long nowNanos) {
        roll(nowNanos);
        return Arrays.stream(totals).sum();
    }

    /**
     * The share of successes.
     *
     * @param nowNanos the time
     * @return 0 to 100; NaN if there are none at all
     */
    public double percent(long nowNanos) {
        int total = total(nowNanos);
        return total == 0 ? Double.NaN : 100.0 * Arrays.stream(successes).sum() / total;
    }

    /** Forgets all. */
    public void clear() {
        Arrays.fill(totals, 0);
        Arrays.fill(successes, 0);
    }

    private long roll(long nowNanos) {
        long slice = Math.floorDiv(nowNanos, sliceNanos);
        if (newest == Long.MIN_VALUE || slice - newest >= SLICES) {
            clear();
        } else {
            for (long i = newest + 1; i <= slice; i++) {
                totals[index(i)] = 0;
                successes[index(i)] = 0;
            }
        }
        newest = Math.max(newest, slice);
        return newest;
    }

    private static int index(long slice) {
        return (int) Math.floorMod(slice, (long) SLICES);
    }
}
