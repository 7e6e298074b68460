package io.meshclient.discovery;

import io.meshclient.time.RandomSource;
import java.time.Duration;

/**
 * How long to wait before a source that failed is asked again: full jitter, a random time between nothing and a bound that
 * doubles with each failure in a row. Pure.
 *
 * <p>Source: "Exponential Backoff And Jitter", AWS Architecture Blog, 2015: of the ways compared there it needs the fewest
 * calls, and a thousand clients that lost a registry at the same moment come back spread over the whole time.
 *
 * @param base the first bound
 * @param max the greatest bound
 */
public record Backoff(Duration base, Duration max) {

    /** 500 ms, doubling up to 10 s: a registry that restarts is found again within seconds, and asked by few at once. */
    public static final Backoff USUAL = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));

    private static final int MOST_DOUBLINGS = 30;

    /** Checks the bounds. */
    public Backoff {
        if (base.isNegative() || base.isZero() || max.compareTo(base) < 0) {
            throw new IllegalArgumentException(
                    "A back-off from " + base + " to " + max + " is not possible; allowed: 0 < base ≤ max");
        }
    }

    /**
     * The wait after some failures in a row.
     *
     * @param failures at least 1
     * @param random where the jitter comes from
     * @return nanoseconds, 0 … min({@code max}, {@code base}·2^({@code failures} − 1))
     */
    public long nanos(int failures, RandomSource random) {
        int doublings = Math.min(Math.max(failures, 1) - 1, MOST_DOUBLINGS);
        double bound = Math.min(max.toNanos(), base.toNanos() * Math.scalb(1.0, doublings));
        return (long) (bound * random.nextDouble());
    }
}
