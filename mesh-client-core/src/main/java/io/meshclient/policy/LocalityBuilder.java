package io.meshclient.policy;

/** Sets the properties {@code locality.*} of a service by their own words. Not for use by several threads. */
public final class LocalityBuilder {

    private final ServiceConfig.Builder service;

    LocalityBuilder(ServiceConfig.Builder service) {
        this.service = service;
    }

    /**
     * Property {@code locality.mode}.
     *
     * @param mode off, weighted, zone-aware or load-aware
     * @return this
     */
    public LocalityBuilder mode(String mode) {
        service.set("locality.mode", String.valueOf(mode));
        return this;
    }

    /**
     * Property {@code locality.region}.
     *
     * @param region where this process runs
     * @return this
     */
    public LocalityBuilder region(String region) {
        service.set("locality.region", String.valueOf(region));
        return this;
    }

    /**
     * Property {@code locality.zone}.
     *
     * @param zone where this process runs
     * @return this
     */
    public LocalityBuilder zone(String zone) {
        service.set("locality.zone", String.valueOf(zone));
        return this;
    }

    /**
     * Property {@code locality.sub-zone}.
     *
     * @param subZone where this process runs; empty to disregard sub-zones
     * @return this
     */
    public LocalityBuilder subZone(String subZone) {
        service.set("locality.sub-zone", String.valueOf(subZone));
        return this;
    }

    /**
     * Property {@code locality.weights}.
     *
     * @param zoneWeights each {@code zone=weight}
     * @return this
     */
    public LocalityBuilder weights(String... zoneWeights) {
        service.set("locality.weights", String.join(",", zoneWeights));
        return this;
    }

    /**
     * Property {@code locality.local-service}.
     *
     * @param name of the service whose endpoints are our own peers
     * @return this
     */
    public LocalityBuilder localService(String name) {
        service.set("locality.local-service", String.valueOf(name));
        return this;
    }

    /**
     * Property {@code locality.local-zones}.
     *
     * @param zoneCounts each {@code zone=count}
     * @return this
     */
    public LocalityBuilder localZones(String... zoneCounts) {
        service.set("locality.local-zones", String.join(",", zoneCounts));
        return this;
    }

    /**
     * Property {@code locality.min-cluster-size}.
     *
     * @param endpoints healthy ones that are needed
     * @return this
     */
    public LocalityBuilder minClusterSize(int endpoints) {
        service.set("locality.min-cluster-size", String.valueOf(endpoints));
        return this;
    }

    /**
     * Property {@code locality.routing-enabled}.
     *
     * @param percent of the calls
     * @return this
     */
    public LocalityBuilder routingEnabled(int percent) {
        service.set("locality.routing-enabled", String.valueOf(percent));
        return this;
    }

    /**
     * Property {@code locality.force-local}.
     *
     * @param endpoints healthy ones in the own zone that are enough; 0 for never
     * @return this
     */
    public LocalityBuilder forceLocal(int endpoints) {
        service.set("locality.force-local", String.valueOf(endpoints));
        return this;
    }

    /**
     * Property {@code locality.utilization-threshold}.
     *
     * @param threshold utilisation, 0 to 1
     * @return this
     */
    public LocalityBuilder utilizationThreshold(double threshold) {
        service.set("locality.utilization-threshold", String.valueOf(threshold));
        return this;
    }

    /**
     * Property {@code locality.remote-probe}.
     *
     * @param percent of the calls
     * @return this
     */
    public LocalityBuilder remoteProbe(double percent) {
        service.set("locality.remote-probe", String.valueOf(percent));
        return this;
    }
}
