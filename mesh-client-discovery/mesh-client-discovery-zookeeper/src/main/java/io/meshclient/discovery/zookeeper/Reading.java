package io.meshclient.discovery.zookeeper;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of an instance's node: an endpoint, or why there is none, or an endpoint and what is wrong with it.
 *
 * @param endpoint null if the node cannot be used
 * @param problem the rest of a sentence that begins with the node; null if there is none
 * @param registeredMillis of two with one address, the later counts
 */
record Reading(@Nullable Endpoint endpoint, @Nullable String problem, long registeredMillis) {

    private static final int MOST_PRIORITY = 127;

    /**
     * Reads a node.
     *
     * @param secure whether its TLS port is wanted
     */
    static Reading of(byte[] content, boolean secure) {
        try {
            return of(InstanceReader.read(content), secure);
        } catch (IllegalArgumentException e) {
            return new Reading(null, e.getMessage(), 0);
        }
    }

    private static Reading of(Instance instance, boolean secure) {
        String address = instance.address();
        if (address == null || address.isBlank()) {
            throw new IllegalArgumentException("has no address");
        }
        Map<String, String> metadata = instance.metadata();
        List<String> problems = new ArrayList<>();
        Endpoint endpoint = Endpoint.builder(address, port(instance, secure))
                .weight(number(metadata, "weight", 1, Endpoint.MAX_WEIGHT, problems))
                .priority(number(metadata, "priority", 0, MOST_PRIORITY, problems))
                .locality(new Locality(
                        metadata.getOrDefault("region", ""),
                        metadata.getOrDefault("zone", ""),
                        metadata.getOrDefault("sub-zone", "")))
                .health(health(instance))
                .metadata(metadata)
                .build();
        return new Reading(
                endpoint, problems.isEmpty() ? null : String.join(" and ", problems), instance.registeredMillis());
    }

    private static int port(Instance instance, boolean secure) {
        Integer wanted = secure ? instance.sslPort() : instance.port();
        if (wanted != null) {
            return wanted;
        }
        Integer other = secure ? instance.port() : instance.sslPort();
        String name = secure ? "sslPort" : "port";
        throw new IllegalArgumentException("has no " + name
                + (other == null
                        ? ""
                        : ", only " + (secure ? "a port" : "an sslPort") + "; is " + ZooKeeperKeys.PREFIX
                                + "secure right?"));
    }

    /** A number in metadata is somebody's text: a bad one must not take the instance away. */
    private static int number(Map<String, String> metadata, String key, int absent, int most, List<String> problems) {
        String text = metadata.get(key);
        if (text == null) {
            return absent;
        }
        if (text.length() > 5 || text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            problems.add("has a " + key + " that is no whole number; " + absent + " is used");
            return absent;
        }
        return Math.min(Integer.parseInt(text), most);
    }

    /** Who is there is as good as unknown: the node lives as long as the instance's session, and says no more. */
    private static Health health(Instance instance) {
        if (!instance.enabled()) {
            return Health.DRAINING;
        }
        return switch (instance.metadata().getOrDefault("instance_status", "")) {
            case "UP" -> Health.HEALTHY;
            case "OUT_OF_SERVICE" -> Health.DRAINING;
            case "DOWN", "STARTING" -> Health.UNHEALTHY;
            default -> Health.UNKNOWN;
        };
    }
}
