package io.meshclient.discovery.file;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Our own list: services by name, each with its endpoints, as {@code host:port} or with what is known of it.
 *
 * <pre>
 * orders:
 *   - 10.0.0.7:8080
 *   - {host: 10.0.0.8, port: 8080, weight: 3, zone: a, health: draining, metadata: {version: "2"}}
 * </pre>
 */
final class OwnFormat {

    private static final Set<String> KEYS =
            Set.of("host", "port", "weight", "priority", "region", "zone", "sub-zone", "health", "metadata");
    private static final String ALLOWED =
            "host:port, or the keys host, port, weight, priority, region, zone, sub-zone, health, metadata";

    private OwnFormat() {}

    static EndpointSet endpoints(Map<?, ?> services, String target, Place top) {
        if (!services.containsKey(target)) {
            throw new IllegalArgumentException(
                    "File " + top.file() + " has no service '" + target + "'; it has: " + services.keySet());
        }
        Place place = top.key(target);
        if (!(services.get(target) instanceof List<?> items)) {
            throw place.wrong(services.get(target), "a list of endpoints; [] for none");
        }
        List<Endpoint> endpoints = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            endpoints.add(endpoint(items.get(i), place.item(i)));
        }
        return EndpointSet.of(endpoints);
    }

    private static Endpoint endpoint(@Nullable Object item, Place place) {
        try {
            if (item instanceof String hostPort) {
                return Endpoint.parse(hostPort);
            }
            if (item instanceof Map<?, ?> facts) {
                return endpoint(facts, place);
            }
        } catch (IllegalArgumentException e) {
            throw e.getMessage() != null && e.getMessage().startsWith("File ") ? e : place.wrong(e);
        }
        throw place.wrong(item, ALLOWED);
    }

    private static Endpoint endpoint(Map<?, ?> facts, Place place) {
        for (Object key : facts.keySet()) {
            if (!(key instanceof String name) || !KEYS.contains(name)) {
                throw place.key(key).wrong(facts.get(key), ALLOWED);
            }
        }
        return Endpoint.builder(text(facts, "host", "", place), number(facts, "port", 0, place))
                .weight(number(facts, "weight", 1, place))
                .priority(number(facts, "priority", 0, place))
                .locality(new Locality(
                        text(facts, "region", "", place),
                        text(facts, "zone", "", place),
                        text(facts, "sub-zone", "", place)))
                .health(health(facts, place))
                .metadata(metadata(facts, place))
                .build();
    }

    private static String text(Map<?, ?> facts, String key, String absent, Place place) {
        Object value = facts.get(key);
        if (value == null) {
            return absent;
        }
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        throw place.key(key).wrong(value, "a text");
    }

    private static int number(Map<?, ?> facts, String key, int absent, Place place) {
        Object value = facts.get(key);
        if (value == null) {
            return absent;
        }
        if (value instanceof Integer number) {
            return number;
        }
        throw place.key(key).wrong(value, "a whole number");
    }

    private static Health health(Map<?, ?> facts, Place place) {
        String word = text(facts, "health", "unknown", place);
        for (Health health : Health.values()) {
            if (health.name().toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT))) {
                return health;
            }
        }
        throw place.key("health").wrong(word, "healthy, degraded, draining, unhealthy, unknown");
    }

    private static Map<String, String> metadata(Map<?, ?> facts, Place place) {
        Object value = facts.get("metadata");
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> pairs)) {
            throw place.key("metadata").wrong(value, "pairs of texts");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Object key : pairs.keySet()) {
            metadata.put(String.valueOf(key), text(pairs, String.valueOf(key), "", place.key("metadata")));
        }
        return metadata;
    }
}
