package io.meshclient.policy;

import java.time.Duration;

/** Sets the properties {@code hedge.*} of a service by their own words. Not for use by several threads. */
public final class HedgeBuilder {

    private final ServiceConfig.Builder service;

    HedgeBuilder(ServiceConfig.Builder service) {
        this.service = service;
    }

    /**
     * Property {@code hedge.enabled}.
     *
     * @param enabled whether a late call gets a second attempt
     * @return this
     */
    public HedgeBuilder enabled(boolean enabled) {
        service.set("hedge.enabled", String.valueOf(enabled));
        return this;
    }

    /**
     * Property {@code hedge.delay}.
     *
     * @param delay after what time an answer is late
     * @return this
     */
    public HedgeBuilder delay(Duration delay) {
        service.set("hedge.delay", String.valueOf(delay));
        return this;
    }

    /**
     * Property {@code hedge.percentile}.
     *
     * @param percentile which of the recent answers was just not late
     * @return this
     */
    public HedgeBuilder percentile(double percentile) {
        service.set("hedge.percentile", String.valueOf(percentile));
        return this;
    }

    /**
     * Property {@code hedge.min-delay}.
     *
     * @param delay before which no answer is late
     * @return this
     */
    public HedgeBuilder minDelay(Duration delay) {
        service.set("hedge.min-delay", String.valueOf(delay));
        return this;
    }

    /**
     * Property {@code hedge.min-samples}.
     *
     * @param samples answers without which nothing is late
     * @return this
     */
    public HedgeBuilder minSamples(int samples) {
        service.set("hedge.min-samples", String.valueOf(samples));
        return this;
    }

    /**
     * Property {@code hedge.window}.
     *
     * @param window how long an answer is recent
     * @return this
     */
    public HedgeBuilder window(Duration window) {
        service.set("hedge.window", String.valueOf(window));
        return this;
    }

    /**
     * Property {@code hedge.on-per-try-timeout}.
     *
     * @param hedge whether the per-try timeout sends a second attempt instead of ending the first
     * @return this
     */
    public HedgeBuilder onPerTryTimeout(boolean hedge) {
        service.set("hedge.on-per-try-timeout", String.valueOf(hedge));
        return this;
    }

    /**
     * Property {@code hedge.max-in-flight}.
     *
     * @param attempts of one call that may run at the same time
     * @return this
     */
    public HedgeBuilder maxInFlight(int attempts) {
        service.set("hedge.max-in-flight", String.valueOf(attempts));
        return this;
    }

    /**
     * Property {@code hedge.budget.ratio}.
     *
     * @param ratio hedges that one call earns
     * @return this
     */
    public HedgeBuilder budgetRatio(double ratio) {
        service.set("hedge.budget.ratio", String.valueOf(ratio));
        return this;
    }

    /**
     * Property {@code hedge.budget.reserve}.
     *
     * @param reserve hedges a second that are always there
     * @return this
     */
    public HedgeBuilder budgetReserve(double reserve) {
        service.set("hedge.budget.reserve", String.valueOf(reserve));
        return this;
    }

    /**
     * Property {@code hedge.budget.ttl}.
     *
     * @param ttl how long a deposit lives
     * @return this
     */
    public HedgeBuilder budgetTtl(Duration ttl) {
        service.set("hedge.budget.ttl", String.valueOf(ttl));
        return this;
    }
}
