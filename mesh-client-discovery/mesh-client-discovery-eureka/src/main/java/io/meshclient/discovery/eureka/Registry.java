package io.meshclient.discovery.eureka;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All instances that the servers know, at one moment. Immutable. */
final class Registry {

    private final Map<String, Map<String, Instance>> applications; // by name, then by id

    private Registry(Map<String, Map<String, Instance>> applications) {
        this.applications = applications;
    }

    /** Of a full answer. */
    static Registry of(List<Change> instances) {
        Map<String, Map<String, Instance>> applications = new LinkedHashMap<>();
        for (Change change : instances) {
            Instance instance = change.instance();
            applications
                    .computeIfAbsent(instance.application(), name -> new LinkedHashMap<>())
                    .put(instance.id(), instance);
        }
        return new Registry(applications);
    }

    /** With differences; applications that none of them names are shared with this registry. */
    Registry with(List<Change> changes) {
        Map<String, Map<String, Instance>> next = new LinkedHashMap<>(applications);
        Set<String> copied = new HashSet<>();
        for (Change change : changes) {
            Instance instance = change.instance();
            String name = instance.application();
            if (copied.add(name)) {
                next.put(name, new LinkedHashMap<>(applications.getOrDefault(name, Map.of())));
            }
            Map<String, Instance> copy = next.getOrDefault(name, Map.of());
            if (change.deleted()) {
                copy.remove(instance.id());
            } else {
                copy.put(instance.id(), instance);
            }
        }
        next.values().removeIf(Map::isEmpty);
        return new Registry(next);
    }

    /** As servers add up theirs, for comparison: how many instances have each status, such as {@code DOWN_1_UP_12_}. */
    String hash() {
        Map<String, Integer> counts = new TreeMap<>();
        for (Map<String, Instance> application : applications.values()) {
            application
                    .values()
                    .forEach(instance -> counts.merge(instance.status().name(), 1, Integer::sum));
        }
        StringBuilder hash = new StringBuilder();
        counts.forEach(
                (status, count) -> hash.append(status).append('_').append(count).append('_'));
        return hash.toString();
    }

    /** Those that a target means; none is an answer, for Eureka forgets an application with its last instance. */
    Collection<Instance> instances(Target target) {
        if (!target.vip()) {
            return applications.getOrDefault(target.name(), Map.of()).values();
        }
        return applications.values().stream()
                .flatMap(application -> application.values().stream())
                .filter(target::covers)
                .toList();
    }

    int size() {
        return applications.values().stream().mapToInt(Map::size).sum();
    }
}
