package io.meshclient.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * The limit of the share of failures.
 *
 * @param threshold Share of failures in an interval at which an endpoint is an outlier.
 * @param minimumHosts Endpoints with enough calls that the rule of the share of failures needs.
 * @param requestVolume Calls in an interval without which that rule does not look at an endpoint.
 */
record FailurePercentageProperties(
        @Nullable Integer threshold,
        @Nullable Integer minimumHosts,
        @Nullable Integer requestVolume) {}
