package io.meshclient.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * How the calls of a priority are spread over zones.
 *
 * @param mode How the calls of a priority are spread over zones.
 * @param region The region in which this process runs; mostly set once, as mesh.client.locality.region.
 * @param zone The zone in which this process runs; mostly set once, as mesh.client.locality.zone.
 * @param subZone The sub-zone in which this process runs; mostly set once, as mesh.client.locality.sub-zone.
 * @param weights Weights of zones, with mode weighted.
 * @param localService The service whose endpoints are the instances of this application, with mode zone-aware.
 * @param localZones How many instances of this application run in each zone, where no local-service tells.
 * @param minClusterSize With mode zone-aware, zones are disregarded while fewer endpoints are healthy.
 * @param routingEnabled With mode zone-aware, for which share of the calls zones count.
 * @param forceLocal With mode zone-aware, healthy endpoints in the own zone from which on all calls stay there, whatever the other callers do.
 * @param utilizationThreshold With mode load-aware, how much busier than the others the own zone may be and still take all calls.
 * @param remoteProbe With mode load-aware, the least share of calls for other zones.
 */
record LocalityProperties(
        @Nullable LocalityMode mode,
        @Nullable String region,
        @Nullable String zone,
        @Nullable String subZone,
        @Nullable String weights,
        @Nullable String localService,
        @Nullable String localZones,
        @Nullable Integer minClusterSize,
        @Nullable Integer routingEnabled,
        @Nullable Integer forceLocal,
        @Nullable Double utilizationThreshold,
        @Nullable Double remoteProbe) {}
