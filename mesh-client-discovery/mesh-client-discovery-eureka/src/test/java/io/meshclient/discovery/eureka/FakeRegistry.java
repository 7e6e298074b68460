package io.meshclient.discovery.eureka;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        int count =
                sets.values().stream().mapToInt(set -> set.endpoints().size()).sum();
        String hash = count == 0 ? "" : "UP_" + count + "_";
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
        return Texts.instance(target, endpoint.host(), endpoint.port(), "UP", action, "{}");
    }
}
