package io.meshclient.policy;

import java.time.Duration;

/**
 * Circuit breakers (Resilience4j's), of a service as a whole or of each endpoint. Immutable.
 *
 * @param enabled whether there are any
 * @param scope whose they are
 * @param failureRateThreshold the percentage of failures at which one opens
 * @param slow which calls are slow, and how many of them open one
 * @param window what it looks back on
 * @param openTime how long it stays open
 * @param halfOpenCalls calls let through afterwards, to see
 */
public record BreakerPolicy(
        boolean enabled,
        BreakerScope scope,
        double failureRateThreshold,
        Slow slow,
        Window window,
        Duration openTime,
        int halfOpenCalls) {

    static BreakerPolicy of(Settings settings) {
        return new BreakerPolicy(
                settings.get(BreakerKeys.ENABLED),
                settings.get(BreakerKeys.SCOPE),
                settings.get(BreakerKeys.RATE),
                new Slow(settings.get(BreakerKeys.SLOW_RATE), settings.get(BreakerKeys.SLOW_DURATION)),
                new Window(
                        settings.get(BreakerKeys.WINDOW_TYPE),
                        settings.get(BreakerKeys.WINDOW),
                        settings.get(BreakerKeys.MINIMUM)),
                settings.get(BreakerKeys.OPEN_TIME),
                settings.get(BreakerKeys.HALF_OPEN));
    }

    /**
     * What a breaker looks back on.
     *
     * @param type attempts or seconds
     * @param size how many of them
     * @param minimumCalls attempts needed before it may open
     */
    public record Window(BreakerWindow type, int size, int minimumCalls) {}

    /**
     * Slow calls.
     *
     * @param rateThreshold the percentage of slow calls at which it opens
     * @param duration what takes at least as long to its headers is slow
     */
    public record Slow(double rateThreshold, Duration duration) {}
}
