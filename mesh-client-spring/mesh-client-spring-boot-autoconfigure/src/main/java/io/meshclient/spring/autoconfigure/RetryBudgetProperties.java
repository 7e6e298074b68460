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
 * @param type What the budget counts: as in Finagle, or as in Envoy.
 * @param percent With type concurrency, how many retries may be under way, in per cent of the calls under way.
 * @param minConcurrency With type concurrency, how many retries may be under way in any case.
 */
record RetryBudgetProperties(
        @Nullable Boolean enabled,
        @Nullable Double ratio,
        @Nullable Double reserve,
        @Nullable Duration ttl,
        @Nullable RetryBudgetTypeName type,
        @Nullable Double percent,
        @Nullable Integer minConcurrency) {}
