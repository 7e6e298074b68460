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
 * @param max Upper bound of every back-off; not of a time that the server named, for which retry.max-reset-interval is.
 * @param retriableStatusCodes Statuses of the condition retriable-status-codes.
 * @param retriableHeaders Response headers of the condition retriable-headers.
 * @param retriableRequestHeaders Only requests with one of these headers are retried.
 * @param resetHeaders Response headers that say when to come back, beside the Retry-After of a 429 or 503; the first that is there and not too long counts.
 * @param maxResetInterval A longer time that a server named counts as none.
 * @param previousHosts Whether a retry goes to an endpoint that was not tried while there is one.
 * @param previousPriorities After every so many attempts, the priorities that the call tried get no share of its further ones.
 * @param envoyHeaders Whether request headers such as x-envoy-retry-on and x-envoy-max-retries are obeyed for their request, and never sent.
 * @param idempotencyKeyMethods Methods whose requests get an Idempotency-Key, if they have none, and may so be sent again.
 * @param budget What bounds the retries of all calls together.
 */
record RetryProperties(
        @Nullable Boolean enabled,
        @Nullable Integer maxRetries,
        @Nullable List<String> on,
        @Nullable List<String> methods,
        @Nullable Duration base,
        @Nullable Duration max,
        @Nullable List<String> retriableStatusCodes,
        @Nullable List<String> retriableHeaders,
        @Nullable List<String> retriableRequestHeaders,
        @Nullable List<String> resetHeaders,
        @Nullable Duration maxResetInterval,
        @Nullable Boolean previousHosts,
        @Nullable Integer previousPriorities,
        @Nullable Boolean envoyHeaders,
        @Nullable List<String> idempotencyKeyMethods,
        @NestedConfigurationProperty @Nullable RetryBudgetProperties budget) {}
