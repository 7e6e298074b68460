package io.meshclient.guard;

import io.meshclient.time.Internal;
import io.meshclient.time.RandomSource;

/**
 * The ejections of one endpoint by Envoy's rules: how often it was ejected, until when, and since when it is back. Not safe by
 * itself: its owner guards it.
 *
 * <p>Source: Envoy {@code outlier_detection_impl.cc}: an ejection lasts {@code min(base · multiplier, max(max, base)) +
 * random jitter}; the multiplier grows with each ejection while {@code multiplier · base < max + base}, and falls by one
 * for every interval that the endpoint has been back.
 */
@Internal
public final class Ejection {

    /**
     * How long ejections last, in nanoseconds.
     *
     * @param baseNanos the first one
     * @param maxNanos the longest
     * @param jitterNanos what is added at random, at most
     * @param intervalNanos for each that an endpoint is back, its next ejection is shorter by the base
     */
    public record Times(long baseNanos, long maxNanos, long jitterNanos, long intervalNanos) {}

    private int multiplier;
    private long restoredAt;
    private long until;

    /**
     * Starts an ejection.
     *
     * @param now the time
     * @param times how long it may last
     * @param random the source of the jitter
     * @return its length in nanoseconds
     */
    public long begin(long now, Times times, RandomSource random) {
        decay(now, times.intervalNanos());
        if (multiplier * times.baseNanos() < times.maxNanos() + times.baseNanos()) {
            multiplier++;
        }
        long length = Math.min(times.baseNanos() * multiplier, Math.max(times.maxNanos(), times.baseNanos()));
        length += (long) (random.nextDouble() * times.jitterNanos());
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

    private void decay(long now, long intervalNanos) {
        if (multiplier > 0) {
            long intervals = Math.max(0, now - restoredAt) / intervalNanos;
            multiplier = (int) Math.max(0, multiplier - intervals);
        }
    }

    /**
     * Ends an ejection.
     *
     * @param now the time
     */
    public void restored(long now) {
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
