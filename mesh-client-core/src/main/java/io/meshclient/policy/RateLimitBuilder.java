package io.meshclient.policy;

import java.time.Duration;

/** Sets the properties {@code rate-limit.*} of a service by their own words. Not for use by several threads. */
public final class RateLimitBuilder {

    private final ServiceConfig.Builder service;

    RateLimitBuilder(ServiceConfig.Builder service) {
        this.service = service;
    }

    private RateLimitBuilder set(ConfigKey<?> key, Object value) {
        service.set(key.name(), String.valueOf(value));
        return this;
    }

    /**
     * Property {@code rate-limit.calls}.
     *
     * @param calls in the period; 0 for any number
     * @return this
     */
    public RateLimitBuilder calls(int calls) {
        return set(RateLimitKeys.CALLS, calls);
    }

    /**
     * Property {@code rate-limit.period}.
     *
     * @param period at least a millisecond
     * @return this
     */
    public RateLimitBuilder period(Duration period) {
        return set(RateLimitKeys.PERIOD, period);
    }

    /**
     * Property {@code rate-limit.key}.
     *
     * @param sources such as {@code header:x-tenant}; the first that a request has counts
     * @return this
     */
    public RateLimitBuilder key(String... sources) {
        return set(RateLimitKeys.KEY, String.join(",", sources));
    }

    /**
     * Property {@code rate-limit.max-keys}.
     *
     * @param keys that have a limit of their own
     * @return this
     */
    public RateLimitBuilder maxKeys(int keys) {
        return set(RateLimitKeys.MAX_KEYS, keys);
    }
}
