package io.meshclient.guard;

import io.meshclient.time.Internal;

/**
 * An endpoint that begins with less than its share. Immutable.
 *
 * <p>Source: Envoy's slow start: {@code weight · max(minimum, (max(t, 1 s) / window) ^ (1 / aggression))}.
 *
 * @param startNanos when it began
 * @param windowNanos for how long
 * @param aggression 1 for even growth; above, quicker at first
 * @param minimum the share at the beginning, above 0 and at most 1
 */
@Internal
public record SlowStart(long startNanos, long windowNanos, double aggression, double minimum) {

    private static final long FIRST_NANOS = 1_000_000_000L;

    /**
     * Its share at a moment.
     *
     * @param nowNanos the time
     * @return above 0; 1 when the window is over
     */
    public double readiness(long nowNanos) {
        long passed = nowNanos - startNanos;
        if (passed >= windowNanos) {
            return 1;
        }
        double part = Math.min(1, (double) Math.max(passed, FIRST_NANOS) / windowNanos);
        double grown = aggression == 1 ? part : Math.pow(part, 1 / aggression);
        return Math.max(minimum, grown);
    }
}
