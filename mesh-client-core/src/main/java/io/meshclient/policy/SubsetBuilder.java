package io.meshclient.policy;

/** Sets the properties {@code subset.*} of a service by their own words. Not for use by several threads. */
public final class SubsetBuilder {

    private final ServiceConfig.Builder service;

    SubsetBuilder(ServiceConfig.Builder service) {
        this.service = service;
    }

    /**
     * Property {@code subset.keys}.
     *
     * @param keySets each a key, or keys joined by {@code +}
     * @return this
     */
    public SubsetBuilder keys(String... keySets) {
        service.set("subset.keys", String.join(",", keySets));
        return this;
    }

    /**
     * Property {@code subset.fallback}.
     *
     * @param fallback no-fallback, any-endpoint or default-subset
     * @return this
     */
    public SubsetBuilder fallback(String fallback) {
        service.set("subset.fallback", String.valueOf(fallback));
        return this;
    }

    /**
     * Property {@code subset.default-subset}.
     *
     * @param pairs each {@code key=value}
     * @return this
     */
    public SubsetBuilder defaultSubset(String... pairs) {
        service.set("subset.default-subset", String.join(",", pairs));
        return this;
    }

    /**
     * Property {@code subset.require}.
     *
     * @param pairs each {@code key=value}
     * @return this
     */
    public SubsetBuilder require(String... pairs) {
        service.set("subset.require", String.join(",", pairs));
        return this;
    }
}
