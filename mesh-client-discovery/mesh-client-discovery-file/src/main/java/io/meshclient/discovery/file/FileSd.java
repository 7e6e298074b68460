package io.meshclient.discovery.file;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Locality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prometheus' {@code file_sd}: groups of targets with labels. A group belongs to the service of its label {@code service},
 * else {@code job}, else to all; {@code region} and {@code zone} (also as {@code __meta_…_zone}) are the locality, other
 * labels metadata.
 *
 * <p>Source: Prometheus, configuration, {@code file_sd_config}.
 */
final class FileSd {

    private static final String ALLOWED = "a group with 'targets', a list of host:port, and 'labels', pairs of texts";

    private FileSd() {}

    static EndpointSet endpoints(List<?> groups, String target, Place top) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Place place = top.item(i);
            if (!(groups.get(i) instanceof Map<?, ?> group) || !(group.get("targets") instanceof List<?> targets)) {
                throw place.wrong(groups.get(i), ALLOWED);
            }
            Map<String, String> labels = labels(group, place);
            if (belongsTo(target, labels)) {
                add(targets, labels, place.key("targets"), endpoints);
            }
        }
        return EndpointSet.of(endpoints);
    }

    private static Map<String, String> labels(Map<?, ?> group, Place place) {
        Object value = group.get("labels");
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> pairs)) {
            throw place.key("labels").wrong(value, "pairs of texts");
        }
        Map<String, String> labels = new LinkedHashMap<>();
        pairs.forEach((key, label) -> labels.put(String.valueOf(key), String.valueOf(label)));
        return labels;
    }

    private static boolean belongsTo(String target, Map<String, String> labels) {
        String service = labels.getOrDefault("service", labels.get("job"));
        return service == null || service.equals(target);
    }

    private static void add(List<?> targets, Map<String, String> labels, Place place, List<Endpoint> endpoints) {
        Locality locality = new Locality(found(labels, "region"), found(labels, "zone"), "");
        for (int i = 0; i < targets.size(); i++) {
            if (!(targets.get(i) instanceof String hostPort)) {
                throw place.item(i).wrong(targets.get(i), "host:port");
            }
            try {
                endpoints.add(Endpoint.parse(hostPort).toBuilder()
                        .locality(locality)
                        .metadata(labels)
                        .build());
            } catch (IllegalArgumentException e) {
                throw place.item(i).wrong(e);
            }
        }
    }

    private static String found(Map<String, String> labels, String name) {
        String own = labels.get(name);
        if (own != null) {
            return own;
        }
        return labels.entrySet().stream()
                .filter(label ->
                        label.getKey().startsWith("__meta_") && label.getKey().endsWith("_" + name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
