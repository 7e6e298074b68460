package io.meshclient.discovery.eureka;

import io.meshclient.discovery.eureka.Draft.Port;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an instance becomes an endpoint.
 *
 * @param secure whether the secure port is used where it is enabled
 * @param preferIp whether the IP address is used rather than the host name
 * @param region of instances whose metadata say nothing else
 */
record Mapping(boolean secure, boolean preferIp, String region) {

    private static final String ZONE = "zone";
    private static final String REGION = "region";
    private static final String WEIGHT = "weight";

    /** Null if the instance cannot be told from others: it has neither application, nor id, nor host. */
    @Nullable
    Change change(Draft draft) {
        String id = first(draft.id, draft.dataCenter.get("instance-id"), draft.hostName);
        if (draft.application == null || id == null) {
            return null;
        }
        String application = draft.application.toUpperCase(Locale.ROOT);
        InstanceStatus status = InstanceStatus.of(draft.status);
        Health health = status.health();
        Endpoint endpoint = null;
        String unusable = null;
        if (health != null) {
            try {
                endpoint = endpoint(draft, health);
            } catch (IllegalArgumentException e) {
                unusable = e.getMessage();
            }
        }
        Instance instance = new Instance(application, id, status, vips(draft), endpoint, unusable);
        return new Change("DELETED".equalsIgnoreCase(draft.action), instance);
    }

    private Endpoint endpoint(Draft draft, Health health) {
        String host = preferIp ? first(draft.address, draft.hostName) : first(draft.hostName, draft.address);
        if (host == null) {
            throw new IllegalArgumentException("it has neither a host name nor an address");
        }
        return Endpoint.builder(host, port(draft))
                .weight(weight(draft.metadata))
                .locality(locality(draft))
                .health(health)
                .metadata(draft.metadata)
                .build();
    }

    private int port(Draft draft) {
        Port plain = draft.port;
        Port encrypted = draft.securePort;
        boolean hasPlain = plain != null && plain.enabled();
        boolean hasEncrypted = encrypted != null && encrypted.enabled();
        if (encrypted != null && hasEncrypted && (secure || !hasPlain)) {
            return encrypted.number();
        }
        if (plain != null && hasPlain) {
            return plain.number();
        }
        throw new IllegalArgumentException("neither its port nor its secure port is enabled");
    }

    /** Eureka has no weights; this is the entry that Spring Cloud LoadBalancer reads. */
    private static int weight(Map<String, String> metadata) {
        String text = metadata.get(WEIGHT);
        if (text == null) {
            return 1;
        }
        try {
            int weight = Integer.parseInt(text.trim());
            return weight < 0 ? 1 : Math.min(weight, Endpoint.MAX_WEIGHT);
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    private Locality locality(Draft draft) {
        String zone = first(draft.metadata.get(ZONE), draft.dataCenter.get("availability-zone"), "");
        String ownRegion = first(draft.metadata.get(REGION), region);
        return new Locality(ownRegion == null ? "" : ownRegion, zone == null ? "" : zone, "");
    }

    private Set<String> vips(Draft draft) {
        Set<String> vips = new HashSet<>();
        collect(draft.vips, vips);
        if (secure) {
            collect(draft.secureVips, vips);
        }
        return Set.copyOf(vips);
    }

    private static void collect(@Nullable String text, Set<String> vips) {
        if (text != null) {
            for (String vip : text.split(",", -1)) {
                if (!vip.isBlank()) {
                    vips.add(vip.trim().toUpperCase(Locale.ROOT));
                }
            }
        }
    }

    private static @Nullable String first(@Nullable String... texts) {
        for (String text : texts) {
            if (text != null && !text.isBlank()) {
                return text;
            }
        }
        return null;
    }
}
