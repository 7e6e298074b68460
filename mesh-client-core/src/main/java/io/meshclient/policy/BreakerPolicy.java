package io.meshclient.policy;

import java.time.Duration;

/**
 * The circuit breaker of a service as a whole (Resilience4j's, count window). Immutable.
 *
 * @param enabled whether there is one
 * @param failureRateThreshold the percentage of failures at which it opens
 * @param windowSize how many outcomes are remembered
 * @param minimumCalls outcomes needed before it may open
 * @param openTime how long it stays open
 * @param halfOpenCalls calls let through afterwards, to see
 */
public record BreakerPolicy(
        boolean enabled,
        double failureRateThreshold,
        int windowSize,
        int minimumCalls,
        Duration openTime,
        int halfOpenCalls) {

    static BreakerPolicy of(Settings settings) {
        return new BreakerPolicy(
                settings.get(BreakerKeys.ENABLED),
                settings.get(BreakerKeys.RATE),
                settings.get(BreakerKeys.WINDOW),
                settings.get(BreakerKeys.MINIMUM),
                settings.get(BreakerKeys.OPEN_TIME),
                settings.get(BreakerKeys.HALF_OPEN));
    }
}
