package io.meshclient.policy;

import java.time.Duration;

/** Sets the properties {@code breaker.*} of a service by their own words. Not for use by several threads. */
public final class BreakerBuilder {

    private final ServiceConfig.Builder service;

    BreakerBuilder(ServiceConfig.Builder service) {
        this.service = service;
    }

    /**
     * Property {@code breaker.enabled}.
     *
     * @param enabled whether there are breakers
     * @return this
     */
    public BreakerBuilder enabled(boolean enabled) {
        service.set("breaker.enabled", String.valueOf(enabled));
        return this;
    }

    /**
     * Property {@code breaker.scope}.
     *
     * @param scope whose they are
     * @return this
     */
    public BreakerBuilder scope(BreakerScope scope) {
        service.set("breaker.scope", scope.word());
        return this;
    }

    /**
     * Property {@code breaker.slow-call-rate-threshold}.
     *
     * @param percent share of slow attempts at which it opens
     * @return this
     */
    public BreakerBuilder slowCallRateThreshold(double percent) {
        service.set("breaker.slow-call-rate-threshold", String.valueOf(percent));
        return this;
    }

    /**
     * Property {@code breaker.slow-call-duration}.
     *
     * @param duration what takes longer is slow
     * @return this
     */
    public BreakerBuilder slowCallDuration(Duration duration) {
        service.set("breaker.slow-call-duration", String.valueOf(duration));
        return this;
    }

    /**
     * Property {@code breaker.window-type}.
     *
     * @param type whether attempts or seconds are remembered
     * @return this
     */
    public BreakerBuilder windowType(BreakerWindow type) {
        service.set("breaker.window-type", type.word());
        return this;
    }

    /**
     * Property {@code breaker.failure-rate-threshold}.
     *
     * @param percent share of failures at which it opens
     * @return this
     */
    public BreakerBuilder failureRateThreshold(double percent) {
        service.set("breaker.failure-rate-threshold", String.valueOf(percent));
        return this;
    }

    /**
     * Property {@code breaker.window-size}.
     *
     * @param size how many attempts, or seconds, are remembered
     * @return this
     */
    public BreakerBuilder windowSize(int size) {
        service.set("breaker.window-size", String.valueOf(size));
        return this;
    }

    /**
     * Property {@code breaker.minimum-calls}.
     *
     * @param attempts attempts needed before it may open
     * @return this
     */
    public BreakerBuilder minimumCalls(int attempts) {
        service.set("breaker.minimum-calls", String.valueOf(attempts));
        return this;
    }

    /**
     * Property {@code breaker.open-time}.
     *
     * @param time how long it stays open
     * @return this
     */
    public BreakerBuilder openTime(Duration time) {
        service.set("breaker.open-time", String.valueOf(time));
        return this;
    }

    /**
     * Property {@code breaker.half-open-calls}.
     *
     * @param attempts attempts let through afterwards
     * @return this
     */
    public BreakerBuilder halfOpenCalls(int attempts) {
        service.set("breaker.half-open-calls", String.valueOf(attempts));
        return this;
    }
}
