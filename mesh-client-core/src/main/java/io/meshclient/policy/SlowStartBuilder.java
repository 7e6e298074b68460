package io.meshclient.policy;

import java.time.Duration;

/** Sets the properties {@code slow-start.*} of a service by their own words. Not for use by several threads. */
public final class SlowStartBuilder {

    private final ServiceConfig.Builder service;

    SlowStartBuilder(ServiceConfig.Builder service) {
        this.service = service;
    }

    /**
     * Property {@code slow-start.window}.
     *
     * @param window zero for off
     * @return this
     */
    public SlowStartBuilder window(Duration window) {
        service.set("slow-start.window", String.valueOf(window));
        return this;
    }

    /**
     * Property {@code slow-start.aggression}.
     *
     * @param aggression 1 for even growth
     * @return this
     */
    public SlowStartBuilder aggression(double aggression) {
        service.set("slow-start.aggression", String.valueOf(aggression));
        return this;
    }

    /**
     * Property {@code slow-start.min-weight-percent}.
     *
     * @param percent share of its weight
     * @return this
     */
    public SlowStartBuilder minWeightPercent(int percent) {
        service.set("slow-start.min-weight-percent", String.valueOf(percent));
        return this;
    }
}
