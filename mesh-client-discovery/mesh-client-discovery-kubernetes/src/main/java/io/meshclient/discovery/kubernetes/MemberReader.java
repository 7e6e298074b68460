package io.meshclient.discovery.kubernetes;

import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one endpoint of a slice, in the form of v1 or of v1beta1. For one use. */
final class MemberReader {

    private static final String ZONE = "topology.kubernetes.io/zone";
    private static final String REGION = "topology.kubernetes.io/region";
    private static final String HOST = "kubernetes.io/hostname";

    private final JsonReader json;

    private @Nullable String address;
    private @Nullable Boolean ready;
    private @Nullable Boolean serving;
    private @Nullable Boolean terminating;
    private String zone = "";
    private String region = "";
    private String node = "";
    private String podName = "";
    private String podUid = "";
    private String forZones = "";
    private String forNodes = "";

    MemberReader(JsonReader json) {
        this.json = json;
    }

    /** The endpoint; null if it is not to be called. */
    Slice.@Nullable Member read() {
        json.object("an endpoint", this::field);
        Health health = health();
        if (address == null || health == null) {
            return null;
        }
        Locality locality = zone.isEmpty() && region.isEmpty() ? Locality.UNKNOWN : new Locality(region, zone, "");
        String pod = podUid.isEmpty() ? podName : podUid;
        return new Slice.Member(address, health, locality, metadata(), pod.isEmpty() ? null : pod);
    }

    private void field(String name) {
        switch (name) {
            case "addresses" -> json.array(name, this::address);
            case "conditions" -> json.object(name, this::condition);
            case "zone" -> zone = json.text(name);
            case "nodeName" -> node = json.text(name);
            case "topology", "deprecatedTopology" -> json.object(name, this::topology);
            case "targetRef" -> json.object(name, this::targetRef);
            case "hints" -> json.object(name, this::hint);
            default -> json.skip();
        }
    }

    private void address() {
        String next = json.text("an address");
        if (address == null) {
            address = next; // further ones mean the same endpoint
        }
    }

    private void condition(String name) {
        switch (name) {
            case "ready" -> ready = json.truth(name);
            case "serving" -> serving = json.truth(name);
            case "terminating" -> terminating = json.truth(name);
            default -> json.skip();
        }
    }

    /** Ready counts for itself; of what is not ready, only what still serves while it terminates is named. */
    private @Nullable Health health() {
        if (ready == null) {
            return Health.UNKNOWN; // to be taken for ready, says the API
        }
        if (ready) {
            return Health.HEALTHY;
        }
        return Boolean.TRUE.equals(serving) && Boolean.TRUE.equals(terminating) ? Health.DRAINING : null;
    }

    private void topology(String name) {
        switch (name) {
            case ZONE -> zone = orElse(zone, json.text(name));
            case REGION -> region = json.text(name);
            case HOST -> node = orElse(node, json.text(name));
            default -> json.skip();
        }
    }

    private static String orElse(String first, String second) {
        return first.isEmpty() ? second : first;
    }

    private void targetRef(String name) {
        switch (name) {
            case "name" -> podName = json.text(name);
            case "uid" -> podUid = json.text(name);
            default -> json.skip();
        }
    }

    private void hint(String name) {
        switch (name) {
            case "forZones" -> forZones = names(name);
            case "forNodes" -> forNodes = names(name);
            default -> json.skip();
        }
    }

    private String names(String what) {
        List<String> names = new ArrayList<>();
        json.array(
                what,
                () -> json.object(what, field -> {
                    if (field.equals("name")) {
                        names.add(json.text(field));
                    } else {
                        json.skip();
                    }
                }));
        return String.join(",", names);
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = new HashMap<>();
        put(metadata, KubernetesDiscovery.POD, podName);
        put(metadata, KubernetesDiscovery.NODE, node);
        put(metadata, KubernetesDiscovery.FOR_ZONES, forZones);
        put(metadata, KubernetesDiscovery.FOR_NODES, forNodes);
        return metadata;
    }

    private static void put(Map<String, String> metadata, String key, String value) {
        if (!value.isEmpty()) {
            metadata.put(key, value);
        }
    }
}
