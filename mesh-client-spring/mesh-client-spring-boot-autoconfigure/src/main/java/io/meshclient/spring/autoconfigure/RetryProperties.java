package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * When and how often failed attempts are retried.
 *
 * @param enabled Whether failed attempts are retried.
 * @param maxRetries Attempts beyond the first.
 * @param on The failures that are retried, where replaying the request is safe.
 * @param methods Methods whose requests may be sent again even if they may have been processed.
 * @param base Upper bound of the first back-off; it doubles with each retry.
 * @param max Upper bound of every back-off; not of a Retry-After, which counts up to 300 s.
 * @param budget What bounds the retries of all calls together.
 */
record RetryProperties(
        @Nullable Boolean enabled,
        @Nullable Integer maxRetries,
        @Nullable List<String> on,
        @Nullable List<String> methods,
        @Nullable Duration base,
        @Nullable Duration max,
        @NestedConfigurationProperty @Nullable RetryBudgetProperties budget) {}
