package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Circuit breakers of the service as a whole, or of each endpoint.
 *
 * @param enabled Whether there are circuit breakers.
 * @param scope Whether the service as a whole has one, which refuses calls, or each endpoint, which are then passed by.
 * @param failureRateThreshold Share of failures at which it opens.
 * @param slowCallRateThreshold Share of slow attempts at which it opens.
 * @param slowCallDuration What takes longer to its headers is slow.
 * @param windowType Whether the last attempts are remembered, or those of the last seconds.
 * @param windowSize How many attempts are remembered; with window type time, for how many seconds.
 * @param minimumCalls Attempts needed before it may open.
 * @param openTime How long it stays open before it lets a few calls through.
 * @param halfOpenCalls Attempts let through after that, to see whether it may close.
 */
record BreakerProperties(
        @Nullable Boolean enabled,
        @Nullable BreakerScopeName scope,
        @Nullable Double failureRateThreshold,
        @Nullable Double slowCallRateThreshold,
        @Nullable Duration slowCallDuration,
        @Nullable BreakerWindowName windowType,
        @Nullable Integer windowSize,
        @Nullable Integer minimumCalls,
        @Nullable Duration openTime,
        @Nullable Integer halfOpenCalls) {}
