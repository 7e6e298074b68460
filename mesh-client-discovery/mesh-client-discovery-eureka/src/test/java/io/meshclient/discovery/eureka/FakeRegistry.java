package io.meshclient.discovery.eureka;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A registry in memory, which tells differences as Eureka's does: those of a while, again and again. */
final class FakeRegistry implements Front.Registry {

    private final Map<String, EndpointSet> sets = new LinkedHashMap<>(); // guarded by this
    private final List<String> changes = new ArrayList<>(); // guarded by this

    synchronized void put(String target, EndpointSet set) {
        EndpointSet old = sets.getOrDefault(target, EndpointSet.EMPTY);
        sets.put(target, set);
        old.endpoints().stream()
                .filter(endpoint -> !set.endpoints().contains(endpoint))
                .forEach(endpoint -> changes.add(text(target, endpoint, "DELETED")));
        set.endpoints().stream()
                .filter(endpoint -> !old.endpoints().contains(endpoint))
                .forEach(endpoint -> changes.add(text(target, endpoint, "ADDED")));
    }

    @Override
    public synchronized String answer(String path) {
        Map<String, Integer> counts = new TreeMap<>();
        sets.values().forEach(set -> set.endpoints().forEach(it -> counts.merge(status(it), 1, Integer::sum)));
        String hash = counts.entrySet().stream()
                .map(entry -> entry.getKey() + "_" + entry.getValue() + "_")
                .collect(Collectors.joining());
        if (path.equals("/apps/delta")) {
            return Texts.registry(hash, Texts.application("ANY", changes.toArray(String[]::new)));
        }
        List<String> applications = new ArrayList<>();
        sets.forEach((target, set) -> applications.add(Texts.application(
                target,
                set.endpoints().stream()
                        .map(endpoint -> text(target, endpoint, "ADDED"))
                        .toArray(String[]::new))));
        return Texts.registry(hash, applications.toArray(String[]::new));
    }

    private static String text(String target, Endpoint endpoint, String action) {
        Map<String, String> metadata = metadata(endpoint);
        String entries = metadata.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        return Texts.instance(target, endpoint.host(), endpoint.port(), status(endpoint), action, entries);
    }

    /** What an instance says of itself where Eureka has no word for it. */
    static Map<String, String> metadata(Endpoint endpoint) {
        Map<String, String> metadata = new TreeMap<>(endpoint.metadata());
        metadata.put("weight", Integer.toString(endpoint.weight()));
        metadata.put("region", endpoint.locality().region());
        metadata.put("zone", endpoint.locality().zone());
        return metadata;
    }

    static String status(Endpoint endpoint) {
        return switch (endpoint.health()) {
            case DRAINING -> "OUT_OF_SERVICE";
            case UNHEALTHY -> "DOWN";
            case HEALTHY, DEGRADED, UNKNOWN -> "UP";
        };
    }
}
