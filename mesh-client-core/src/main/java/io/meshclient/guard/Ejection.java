package io.meshclient.guard;

import io.meshclient.time.Internal;
import io.meshclient.time.RandomSource;
import org.jspecify.annotations.Nullable;

/**
 * Outlier detection's memory of one endpoint: failures in a row, how often it was ejected, until when, and since when it
 * is back. Not safe by itself: its owner guards it.
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
    private int beforeSuccess;
    private @Nullable Object lastSuccess;
    private int multiplier;
    private long restoredAt;
    private long until;

    /**
     * Counts a failure for which the endpoint is to blame.
     *
     * @return failures in a row
     */
    public int failed() {
        return ++consecutive;
    }

    /**
     * Counts a success, which ends the row.
     *
     * @param by whose it is
     */
    public void succeeded(Object by) {
        beforeSuccess = consecutive;
        lastSuccess = consecutive == 0 ? null : by; // most end no row: nothing to go on with, and nothing to keep alive
        consecutive = 0;
    }

    /**
     * What had counted as a success has failed after all: the row goes on as if it had always been a failure, unless
     * another success has ended it.
     *
     * @param by whose success it was
     * @return failures in a row
     */
    public int failedAfterAll(Object by) {
        if (lastSuccess == by) {
            consecutive += beforeSuccess;
            lastSuccess = null;
        }
        return failed();
    }

    private void newRow() {
        consecutive = 0;
        lastSuccess = null;
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
        newRow();
        long length = Math.min(baseNanos * multiplier, Math.max(maxNanos, baseNanos));
        length += (long) (random.nextDouble() * jitterNanos);
        until = now + length;
        return length;
    }

    /**
     * How much longer the last ejection lasts.
     *
     * @param now the time
     * @return in nanoseconds; 0 or less if its time is up
     */
    public long left(long now) {
        return until - now;
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
        newRow();
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
