package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of the service as a whole.
 *
 * @param enabled Whether the service as a whole has a circuit breaker.
 * @param failureRateThreshold Share of failures at which it opens.
 * @param windowSize How many attempts are remembered.
 * @param minimumCalls Attempts needed before it may open.
 * @param openTime How long it stays open before it lets a few calls through.
 * @param halfOpenCalls Attempts let through after that, to see whether it may close.
 */
record BreakerProperties(
        @Nullable Boolean enabled,
        @Nullable Double failureRateThreshold,
        @Nullable Integer windowSize,
        @Nullable Integer minimumCalls,
        @Nullable Duration openTime,
        @Nullable Integer halfOpenCalls) {}
