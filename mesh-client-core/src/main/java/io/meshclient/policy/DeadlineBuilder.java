package io.meshclient.policy;

import java.time.Duration;

/** Sets the properties {@code deadline.*} of a service by their own words. Not for use by several threads. */
public final class DeadlineBuilder {

    private final ServiceConfig.Builder service;

    DeadlineBuilder(ServiceConfig.Builder service) {
        this.service = service;
    }

    /**
     * Property {@code deadline.send}.
     *
     * @param send whether each attempt tells how much time it has
     * @return this
     */
    public DeadlineBuilder send(boolean send) {
        service.set("deadline.send", String.valueOf(send));
        return this;
    }

    /**
     * Property {@code deadline.inherit}.
     *
     * @param inherit whether the deadline of a call's thread or request counts
     * @return this
     */
    public DeadlineBuilder inherit(boolean inherit) {
        service.set("deadline.inherit", String.valueOf(inherit));
        return this;
    }

    /**
     * Property {@code deadline.floor}.
     *
     * @param least what must be left of an inherited deadline for an attempt to be started
     * @return this
     */
    public DeadlineBuilder floor(Duration least) {
        service.set("deadline.floor", String.valueOf(least));
        return this;
    }

    /**
     * Property {@code deadline.fair-time}.
     *
     * @param time what an endpoint must have had before running out of an inherited deadline counts against it
     * @return this
     */
    public DeadlineBuilder fairTime(Duration time) {
        service.set("deadline.fair-time", String.valueOf(time));
        return this;
    }
}
