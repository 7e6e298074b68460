package io.meshclient.policy;

import java.time.Duration;

/** Sets the properties {@code retry.*} of a service by their own words. Not for use by several threads. */
public final class RetryBuilder {

    private final ServiceConfig.Builder service;

    RetryBuilder(ServiceConfig.Builder service) {
        this.service = service;
    }

    /**
     * Property {@code retry.enabled}.
     *
     * @param enabled whether failed attempts are retried
     * @return this
     */
    public RetryBuilder enabled(boolean enabled) {
        service.set("retry.enabled", String.valueOf(enabled));
        return this;
    }

    /**
     * Property {@code retry.max-retries}.
     *
     * @param retries attempts beyond the first
     * @return this
     */
    public RetryBuilder maxRetries(int retries) {
        service.set("retry.max-retries", String.valueOf(retries));
        return this;
    }

    /**
     * Property {@code retry.on}.
     *
     * @param conditions tokens of {@link RetryOn}
     * @return this
     */
    public RetryBuilder on(String... conditions) {
        service.set("retry.on", String.join(",", conditions));
        return this;
    }

    /**
     * Property {@code retry.methods}.
     *
     * @param methods methods that may be replayed
     * @return this
     */
    public RetryBuilder methods(String... methods) {
        service.set("retry.methods", String.join(",", methods));
        return this;
    }

    /**
     * Property {@code retry.base}.
     *
     * @param base upper bound of the first back-off
     * @return this
     */
    public RetryBuilder base(Duration base) {
        service.set("retry.base", String.valueOf(base));
        return this;
    }

    /**
     * Property {@code retry.max}.
     *
     * @param max upper bound of every back-off
     * @return this
     */
    public RetryBuilder max(Duration max) {
        service.set("retry.max", String.valueOf(max));
        return this;
    }

    /**
     * Property {@code retry.budget.enabled}.
     *
     * @param enabled whether retries are budgeted
     * @return this
     */
    public RetryBuilder budgetEnabled(boolean enabled) {
        service.set("retry.budget.enabled", String.valueOf(enabled));
        return this;
    }

    /**
     * Property {@code retry.budget.ratio}.
     *
     * @param ratio retries that one call earns
     * @return this
     */
    public RetryBuilder budgetRatio(double ratio) {
        service.set("retry.budget.ratio", String.valueOf(ratio));
        return this;
    }

    /**
     * Property {@code retry.budget.reserve}.
     *
     * @param reserve retries a second that are always there
     * @return this
     */
    public RetryBuilder budgetReserve(double reserve) {
        service.set("retry.budget.reserve", String.valueOf(reserve));
        return this;
    }

    /**
     * Property {@code retry.budget.ttl}.
     *
     * @param ttl how long a deposit lives
     * @return this
     */
    public RetryBuilder budgetTtl(Duration ttl) {
        service.set("retry.budget.ttl", String.valueOf(ttl));
        return this;
    }
}
