package io.meshclient.policy;

/** Sets the properties {@code subsetting.*} of a service by their own words. Not for use by several threads. */
public final class SubsettingBuilder {

    private final ServiceConfig.Builder service;

    SubsettingBuilder(ServiceConfig.Builder service) {
        this.service = service;
    }

    /**
     * Property {@code subsetting.size}.
     *
     * @param endpoints of each priority; 0 for all
     * @return this
     */
    public SubsettingBuilder size(int endpoints) {
        service.set("subsetting.size", String.valueOf(endpoints));
        return this;
    }
}
