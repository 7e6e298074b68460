package io.meshclient.observe;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The stats of a service that a test sets. */
public final class FixedStats implements ServiceStats {

    public volatile int inFlight;
    public volatile int limit;
    public volatile long ageNanos;
    public final Map<EndpointStatus, Integer> endpoints = new EnumMap<>(EndpointStatus.class);
    public final Set<String> keys = new HashSet<>(Set.of("10.0.0.1:8080"));

    @Override
    public int inFlight() {
        return inFlight;
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public int endpoints(EndpointStatus status) {
        return endpoints.getOrDefault(status, 0);
    }

    @Override
    public boolean hasEndpoint(String endpoint) {
        return keys.contains(endpoint);
    }

    @Override
    public long ageNanos() {
        return ageNanos;
    }

    /** The event that adds a service with these stats. */
    public ServiceEvent added(String service) {
        return new ServiceEvent(service, ServiceEvent.Change.ADDED, "", this);
    }

    /** The event that removes it. */
    public ServiceEvent removed(String service) {
        return new ServiceEvent(service, ServiceEvent.Change.REMOVED, "", this);
    }
}
