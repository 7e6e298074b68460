package io.meshclient.policy;

import java.time.Duration;

/** Sets the properties {@code orca.*} of a service by their own words. Not for use by several threads. */
public final class OrcaBuilder {

    private final ServiceConfig.Builder service;

    OrcaBuilder(ServiceConfig.Builder service) {
        this.service = service;
    }

    /**
     * Property {@code orca.blackout}.
     *
     * @param time how long an endpoint reports before it is believed
     * @return this
     */
    public OrcaBuilder blackout(Duration time) {
        service.set("orca.blackout", String.valueOf(time));
        return this;
    }

    /**
     * Property {@code orca.expiry}.
     *
     * @param time how long a report counts
     * @return this
     */
    public OrcaBuilder expiry(Duration time) {
        service.set("orca.expiry", String.valueOf(time));
        return this;
    }

    /**
     * Property {@code orca.update-period}.
     *
     * @param period how often weights are computed
     * @return this
     */
    public OrcaBuilder updatePeriod(Duration period) {
        service.set("orca.update-period", String.valueOf(period));
        return this;
    }

    /**
     * Property {@code orca.error-penalty}.
     *
     * @param penalty what a share of errors adds to the utilisation
     * @return this
     */
    public OrcaBuilder errorPenalty(double penalty) {
        service.set("orca.error-penalty", String.valueOf(penalty));
        return this;
    }

    /**
     * Property {@code orca.metrics}.
     *
     * @param names of metrics whose highest value is the utilisation
     * @return this
     */
    public OrcaBuilder metrics(String... names) {
        service.set("orca.metrics", String.join(",", names));
        return this;
    }
}
