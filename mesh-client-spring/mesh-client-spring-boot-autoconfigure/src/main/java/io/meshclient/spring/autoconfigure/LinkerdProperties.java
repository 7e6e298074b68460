package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Outlier detection by the rules of mode linkerd.
 *
 * @param maxFailures With mode linkerd, failures in a row that eject.
 * @param minSuccessRate With mode linkerd, the success rate of the last 10 s below which an endpoint is ejected; 0 for never.
 * @param minRequests With mode linkerd, calls within 10 s without which the rate says nothing.
 * @param minPenalty With mode linkerd, the first ejection's length; it doubles with each failed probe.
 * @param maxPenalty With mode linkerd, the longest ejection, before jitter.
 * @param jitterRatio With mode linkerd, an ejection is longer at random by up to this share.
 */
record LinkerdProperties(
        @Nullable Integer maxFailures,
        @Nullable Integer minSuccessRate,
        @Nullable Integer minRequests,
        @Nullable Duration minPenalty,
        @Nullable Duration maxPenalty,
        @Nullable Double jitterRatio) {}
