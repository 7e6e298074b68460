package io.meshclient.policy;

import java.time.Duration;
import java.util.List;

/**
 * How many calls of a service there may be in a time. Immutable.
 *
 * @param calls that are allowed in the period; 0 for any number
 * @param period the time
 * @param key what calls are told apart by, each key with a limit of its own; empty for one limit of all calls
 * @param maxKeys how many keys have a limit of their own
 */
public record RateLimitPolicy(int calls, Duration period, List<HashSource> key, int maxKeys) {

    static RateLimitPolicy of(Settings settings) {
        return new RateLimitPolicy(
                settings.get(RateLimitKeys.CALLS),
                settings.get(RateLimitKeys.PERIOD),
                settings.get(RateLimitKeys.KEY),
                settings.get(RateLimitKeys.MAX_KEYS));
    }

    /**
     * Whether there is a limit.
     *
     * @return false if any number of calls is allowed
     */
    public boolean isOn() {
        return calls > 0;
    }
}
