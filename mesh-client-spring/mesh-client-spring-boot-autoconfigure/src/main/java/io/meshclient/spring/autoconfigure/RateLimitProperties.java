package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many calls there may be in a time.
 *
 * @param calls How many calls there may be in rate-limit.period; more are refused.
 * @param period The time for that many; calls come back one by one, not all at its end.
 * @param key What calls are told apart by, each key with a limit of its own; those without a key share one.
 * @param maxKeys How many keys have a limit of their own; more share one.
 */
record RateLimitProperties(
        @Nullable Integer calls,
        @Nullable Duration period,
        @Nullable List<String> key,
        @Nullable Integer maxKeys) {}
