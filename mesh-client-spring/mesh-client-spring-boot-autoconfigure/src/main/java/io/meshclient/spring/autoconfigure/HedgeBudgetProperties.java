package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What bounds the hedges of all calls together.
 *
 * @param ratio Hedges that one call earns; the retry budget is another one.
 * @param reserve Hedges a second that are there without any calls.
 * @param ttl How long a call's deposit lives.
 */
record HedgeBudgetProperties(
        @Nullable Double ratio,
        @Nullable Double reserve,
        @Nullable Duration ttl) {}
