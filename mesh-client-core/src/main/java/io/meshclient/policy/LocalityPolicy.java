package io.meshclient.policy;

import io.meshclient.endpoint.Locality;
import java.util.Map;

/**
 * How the calls of a priority are spread over zones.
 *
 * @param mode off, weighted, zone-aware or load-aware
 * @param own where this process runs
 * @param weights of zones, with mode weighted
 * @param callers where the application's own instances run, with mode zone-aware
 * @param minClusterSize healthy endpoints below which zones are disregarded
 * @param routingEnabled percentage of calls for which zones count
 * @param forceLocal healthy endpoints in the own zone that are enough for all calls; 0 for never
 * @param loadAware with mode load-aware
 */
public record LocalityPolicy(
        String mode,
        Locality own,
        Map<String, Integer> weights,
        Callers callers,
        int minClusterSize,
        int routingEnabled,
        int forceLocal,
        LoadAware loadAware) {

    /**
     * What mode load-aware does.
     *
     * @param threshold how much busier than the others the own zone may be and still take all calls; utilisation, 0 to 1
     * @param remoteProbe the least percentage of calls for other zones
     */
    public record LoadAware(double threshold, double remoteProbe) {}

    /**
     * Where the application's own instances run.
     *
     * @param service whose endpoints they are; empty if the zones say it
     * @param zones how many run in each
     */
    public record Callers(String service, Map<String, Integer> zones) {}

    static LocalityPolicy of(Settings settings) {
        return new LocalityPolicy(
                settings.get(LocalityKeys.MODE),
                new Locality(
                        settings.get(LocalityKeys.REGION),
                        settings.get(LocalityKeys.ZONE),
                        settings.get(LocalityKeys.SUB_ZONE)),
                settings.get(LocalityKeys.WEIGHTS),
                new Callers(settings.get(LocalityKeys.LOCAL_SERVICE), settings.get(LocalityKeys.LOCAL_ZONES)),
                settings.get(LocalityKeys.MIN_CLUSTER_SIZE),
                settings.get(LocalityKeys.ROUTING_ENABLED),
                settings.get(LocalityKeys.FORCE_LOCAL),
                new LoadAware(
                        settings.get(LocalityKeys.UTILIZATION_THRESHOLD), settings.get(LocalityKeys.REMOTE_PROBE)));
    }
}
