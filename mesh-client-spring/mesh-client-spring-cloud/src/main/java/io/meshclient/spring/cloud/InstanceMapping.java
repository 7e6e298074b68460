package io.meshclient.spring.cloud;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Locality;
import io.meshclient.policy.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;

/** How instances become endpoints. Immutable. */
record InstanceMapping(
        List<String> weightKeys, List<String> zoneKeys, List<String> regionKeys, List<String> subZoneKeys) {

    /** Facts of Spring Cloud's own, beside what the instance says of itself. */
    static final String INSTANCE_ID = "spring-cloud.instance-id";

    static final String SECURE = "spring-cloud.secure";

    /** How many instances that are left out are named. */
    private static final int NAMED = 3;

    static InstanceMapping of(Settings settings) {
        return new InstanceMapping(
                settings.get(SpringCloudKeys.WEIGHT_KEYS),
                settings.get(SpringCloudKeys.ZONE_KEYS),
                settings.get(SpringCloudKeys.REGION_KEYS),
                settings.get(SpringCloudKeys.SUB_ZONE_KEYS));
    }

    /**
     * The endpoints of an answer; of two with the same host and port the first counts.
     *
     * @throws RegistryException if there are instances, and none of them can be called: that is no empty service
     */
    Answer answer(String target, @Nullable List<? extends @Nullable ServiceInstance> instances)
            throws RegistryException {
        if (instances == null) {
            throw new RegistryException("The discovery client answers null for '" + target + "'", null);
        }
        List<Endpoint> endpoints = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        boolean secure = false;
        for (ServiceInstance instance : instances) {
            try {
                endpoints.add(endpoint(instance));
                secure |= instance != null && instance.isSecure();
            } catch (RuntimeException e) {
                leftOut.add(named(instance) + ": " + e.getMessage());
            }
        }
        String sentence = leftOut.isEmpty() ? "" : sentence(target, leftOut, instances.size());
        if (endpoints.isEmpty() && !leftOut.isEmpty()) {
            throw new RegistryException(sentence, null);
        }
        return new Answer(EndpointSet.of(endpoints), sentence, secure);
    }

    private Endpoint endpoint(@Nullable ServiceInstance instance) {
        if (instance == null) {
            throw new IllegalArgumentException("it is null");
        }
        String host = instance.getHost();
        if (host == null) {
            throw new IllegalArgumentException("it has no host");
        }
        Map<String, String> metadata = metadata(instance);
        return Endpoint.builder(withoutBrackets(host), instance.getPort())
                .weight(weight(first(weightKeys, metadata)))
                .locality(new Locality(
                        first(regionKeys, metadata), first(zoneKeys, metadata), first(subZoneKeys, metadata)))
                .metadata(metadata)
                .build();
    }

    /** Clients that take the host from a URI leave an IPv6 address in its brackets. */
    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static Map<String, String> metadata(ServiceInstance instance) {
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, String> own = instance.getMetadata();
        if (own != null) {
            own.forEach((key, value) -> put(metadata, key, value));
        }
        put(metadata, INSTANCE_ID, instance.getInstanceId());
        put(metadata, SECURE, instance.isSecure() ? "true" : null);
        return metadata;
    }

    private static void put(Map<String, String> metadata, @Nullable String key, @Nullable String value) {
        if (key != null && value != null) { // JSON has nulls
            metadata.put(key, value);
        }
    }

    private static String first(List<String> keys, Map<String, String> metadata) {
        for (String key : keys) {
            String value = metadata.getOrDefault(key, "");
            if (!value.isBlank()) {
                return value.strip();
            }
        }
        return "";
    }

    private static int weight(String text) {
        try {
            int weight = Integer.parseInt(text);
            return weight < 0 ? 1 : Math.min(weight, Endpoint.MAX_WEIGHT);
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    private static String sentence(String target, List<String> leftOut, int all) {
        int named = Math.min(NAMED, leftOut.size());
        return "Of the " + all + " instances of '" + target + "', " + leftOut.size() + " cannot be called: "
                + String.join("; ", leftOut.subList(0, named)) + (named < leftOut.size() ? "; …" : "");
    }

    private static String named(@Nullable ServiceInstance instance) {
        String id = instance == null ? null : instance.getInstanceId();
        return id != null ? id : "one without id";
    }
}
