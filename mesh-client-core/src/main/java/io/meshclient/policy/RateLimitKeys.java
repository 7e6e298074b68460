package io.meshclient.policy;

import java.time.Duration;
import java.util.List;

/** Keys of the rate limit: {@code rate-limit.*}. A part of the {@link KeyTable}. */
final class RateLimitKeys {

    static final ConfigKey<Integer> CALLS = new ConfigKey<>(
            "rate-limit.calls",
            "whole number",
            "0",
            "0 (no limit) to 1000000",
            "How many calls there may be in rate-limit.period; more are refused",
            "only a contract with the service says so",
            Parsers.integer(0, 1_000_000));
    static final ConfigKey<Duration> PERIOD = new ConfigKey<>(
            "rate-limit.period",
            "duration",
            "1s",
            "a duration of at least 1ms, such as 1s",
            "The time for that many; calls come back one by one, not all at its end",
            "most contracts count a second",
            RateLimitKeys::period);
    static final ConfigKey<List<HashSource>> KEY = new ConfigKey<>(
            "rate-limit.key",
            "list of parts of a request",
            "",
            HashSource.ALLOWED,
            "What calls are told apart by, each key with a limit of its own; those without a key share one",
            "the service as a whole",
            text -> Parsers.list(text).stream().map(HashSource::parse).toList());
    static final ConfigKey<Integer> MAX_KEYS = new ConfigKey<>(
            "rate-limit.max-keys",
            "whole number",
            "10000",
            "1 to 1000000",
            "How many keys have a limit of their own; more share one",
            "keys come from requests, and must not fill the heap",
            Parsers.integer(1, 1_000_000));

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS = List.of(CALLS, PERIOD, KEY, MAX_KEYS);

    private RateLimitKeys() {}

    private static Duration period(String text) {
        Duration period = Parsers.positiveDuration(text);
        if (period.toNanos() < 1_000_000) {
            throw new IllegalArgumentException("is shorter than 1ms");
        }
        return period;
    }
}
