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

    /**
     * Property {@code retry.retriable-status-codes}.
     *
     * @param statuses statuses and ranges of them such as 520-529
     * @return this
     */
    public RetryBuilder retriableStatusCodes(String... statuses) {
        service.set("retry.retriable-status-codes", String.join(",", statuses));
        return this;
    }

    /**
     * Property {@code retry.retriable-headers}.
     *
     * @param headers of responses, each {@code NAME} or {@code NAME=VALUE}
     * @return this
     */
    public RetryBuilder retriableHeaders(String... headers) {
        service.set("retry.retriable-headers", String.join(",", headers));
        return this;
    }

    /**
     * Property {@code retry.retriable-request-headers}.
     *
     * @param headers each {@code NAME} or {@code NAME=VALUE}; requests without any of them are not retried
     * @return this
     */
    public RetryBuilder retriableRequestHeaders(String... headers) {
        service.set("retry.retriable-request-headers", String.join(",", headers));
        return this;
    }

    /**
     * Property {@code retry.reset-headers}.
     *
     * @param headers each {@code NAME:seconds} or {@code NAME:unix-timestamp}
     * @return this
     */
    public RetryBuilder resetHeaders(String... headers) {
        service.set("retry.reset-headers", String.join(",", headers));
        return this;
    }

    /**
     * Property {@code retry.max-reset-interval}.
     *
     * @param longest the longest time that a server may ask for
     * @return this
     */
    public RetryBuilder maxResetInterval(Duration longest) {
        service.set("retry.max-reset-interval", String.valueOf(longest));
        return this;
    }

    /**
     * Property {@code retry.previous-hosts}.
     *
     * @param avoided whether a retry prefers endpoints that were not tried
     * @return this
     */
    public RetryBuilder previousHosts(boolean avoided) {
        service.set("retry.previous-hosts", String.valueOf(avoided));
        return this;
    }

    /**
     * Property {@code retry.previous-priorities}.
     *
     * @param attempts after so many each, the priorities that were tried are avoided; 0 for never
     * @return this
     */
    public RetryBuilder previousPriorities(int attempts) {
        service.set("retry.previous-priorities", String.valueOf(attempts));
        return this;
    }

    /**
     * Property {@code retry.envoy-headers}.
     *
     * @param obeyed whether Envoy's request headers are obeyed and taken off
     * @return this
     */
    public RetryBuilder envoyHeaders(boolean obeyed) {
        service.set("retry.envoy-headers", String.valueOf(obeyed));
        return this;
    }

    /**
     * Property {@code retry.idempotency-key-methods}.
     *
     * @param methods methods whose requests get an {@code Idempotency-Key}
     * @return this
     */
    public RetryBuilder idempotencyKeyMethods(String... methods) {
        service.set("retry.idempotency-key-methods", String.join(",", methods));
        return this;
    }

    /**
     * Property {@code retry.budget.type}.
     *
     * @param type what the budget counts
     * @return this
     */
    public RetryBuilder budgetType(RetryBudgetType type) {
        service.set("retry.budget.type", type.word());
        return this;
    }

    /**
     * Property {@code retry.budget.percent}.
     *
     * @param percent retries under way, in per cent of the calls under way
     * @return this
     */
    public RetryBuilder budgetPercent(double percent) {
        service.set("retry.budget.percent", String.valueOf(percent));
        return this;
    }

    /**
     * Property {@code retry.budget.min-concurrency}.
     *
     * @param retries how many may be under way in any case
     * @return this
     */
    public RetryBuilder budgetMinConcurrency(int retries) {
        service.set("retry.budget.min-concurrency", String.valueOf(retries));
        return this;
    }
}
