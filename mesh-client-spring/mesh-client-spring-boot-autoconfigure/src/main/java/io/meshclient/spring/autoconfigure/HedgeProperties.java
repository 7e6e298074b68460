package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * When a call whose answer is late gets a second attempt beside the first.
 *
 * @param enabled Whether a call whose answer is late gets a second attempt beside the first, at another endpoint.
 * @param delay After what time an answer is late.
 * @param percentile Without delay: the share of the service's recent answers that came sooner than a late one.
 * @param minDelay With percentile: no answer is late before this time.
 * @param minSamples With percentile: recent answers without which nothing is known, and so nothing is late.
 * @param window With percentile: how long an answer is recent.
 * @param onPerTryTimeout Whether an answer is late exactly when per-try-timeout has passed, which then does not end the attempt.
 * @param maxInFlight Attempts of one call that may run at the same time.
 * @param budget What bounds the hedges of all calls together.
 */
record HedgeProperties(
        @Nullable Boolean enabled,
        @Nullable Duration delay,
        @Nullable Double percentile,
        @Nullable Duration minDelay,
        @Nullable Integer minSamples,
        @Nullable Duration window,
        @Nullable Boolean onPerTryTimeout,
        @Nullable Integer maxInFlight,
        @NestedConfigurationProperty @Nullable HedgeBudgetProperties budget) {}
