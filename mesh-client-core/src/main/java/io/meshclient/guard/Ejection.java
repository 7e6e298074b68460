package io.meshclient.guard;

import io.meshclient.time.Internal;
import io.meshclient.time.RandomSource;

/**
 * Outlier detection's memory of one endpoint: failures in a row, how often it was ejected, and since when it is back. Not
 * safe by itself: its owner guards it.
 *
 * <p>Source: Envoy {@code outlier_detection_impl.cc}: an ejection lasts {@code min(base · multiplier, max(max, base)) +
 * random jitter}; the multiplier grows with each ejection while {@code multiplier · base < max + base}, and falls by one
 * for every interval (10 s) that the endpoint has been back.
 */
@Internal
public final class Ejection {

    /** Envoy's interval. */
    static final long INTERVAL_NANOS = 10_000_000_000L;

    private int consecutive;
    private int multiplier;
    private long restoredAt;

    /**
     * Counts an outcome that says something.
     *
     * @param failed whether the endpoint is to blame
     * @return failures in a row
     */
    public int count(boolean failed) {
        consecutive = failed ? consecutive + 1 : 0;
        return consecutive;
    }

    /**
     * Starts an ejection.
     *
     * @param now the time
     * @param baseNanos the first ejection's length
     * @param maxNanos the longest
     * @param jitterNanos what is added at random, at most
     * @param random the source of the jitter
     * @return its length in nanoseconds
     */
    public long begin(long now, long baseNanos, long maxNanos, long jitterNanos, RandomSource random) {
        decay(now);
        if ((long) multiplier * baseNanos < maxNanos + baseNanos) {
            multiplier++;
        }
        consecutive = 0;
        long length = Math.min(baseNanos * multiplier, Math.max(maxNanos, baseNanos));
        return length + (long) (random.nextDouble() * jitterNanos);
    }

    private void decay(long now) {
        if (multiplier > 0) {
            long intervals = Math.max(0, now - restoredAt) / INTERVAL_NANOS;
            multiplier = (int) Math.max(0, multiplier - intervals);
        }
    }

    /**
     * Ends an ejection.
     *
     * @param now the time
     */
    public void restored(long now) {
        consecutive = 0;
        restoredAt = now;
    }

    /**
     * Whether one more may be ejected: not beyond the percentage, except that one always may, and never the last.
     *
     * @param hosts how many endpoints there are
     * @param ejected how many of them are ejected
     * @param usable how many of them are neither ejected nor known to be unhealthy
     * @param maxPercent the limit
     * @return whether it may
     */
    public static boolean allowed(int hosts, int ejected, int usable, int maxPercent) {
        boolean withinLimit = 100L * (ejected + 1) <= (long) maxPercent * hosts;
        return usable > 1 && (withinLimit || ejected == 0 && maxPercent > 0);
    }
}
