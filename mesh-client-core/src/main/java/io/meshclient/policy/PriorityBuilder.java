package io.meshclient.policy;

/** Sets the properties {@code priority.*} of a service by their own words. Not for use by several threads. */
public final class PriorityBuilder {

    private final ServiceConfig.Builder service;

    PriorityBuilder(ServiceConfig.Builder service) {
        this.service = service;
    }

    /**
     * Property {@code priority.overprovisioning}.
     *
     * @param percent 100 for nothing beyond its share
     * @return this
     */
    public PriorityBuilder overprovisioning(int percent) {
        service.set("priority.overprovisioning", String.valueOf(percent));
        return this;
    }
}
