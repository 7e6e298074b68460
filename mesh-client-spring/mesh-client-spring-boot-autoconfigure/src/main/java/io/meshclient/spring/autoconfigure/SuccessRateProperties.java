package io.meshclient.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * The comparison of success rates.
 *
 * @param minimumHosts Endpoints with enough calls that the comparison of success rates needs.
 * @param requestVolume Calls in an interval without which an endpoint is not compared.
 * @param stdevFactor An endpoint whose success rate is below the mean by more than this many standard deviations is an outlier.
 */
record SuccessRateProperties(
        @Nullable Integer minimumHosts,
        @Nullable Integer requestVolume,
        @Nullable Double stdevFactor) {}
