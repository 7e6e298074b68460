package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What bounds the retries of all calls together.
 *
 * @param enabled Whether a budget bounds the retries of all calls together.
 * @param ratio Retries that one call earns.
 * @param reserve Retries a second that are there without any calls.
 * @param ttl How long a call's deposit lives.
 */
record RetryBudgetProperties(
        @Nullable Boolean enabled,
        @Nullable Double ratio,
        @Nullable Double reserve,
        @Nullable Duration ttl) {}
