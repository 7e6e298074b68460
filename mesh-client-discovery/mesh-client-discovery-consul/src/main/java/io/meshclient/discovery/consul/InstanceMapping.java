package io.meshclient.discovery.consul;

import io.meshclient.discovery.consul.Entry.Address;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import io.meshclient.policy.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/** How an instance becomes an endpoint. Immutable. */
record InstanceMapping(boolean passingOnly, String taggedAddress, String regionKey, String zoneKey, String subZoneKey) {

    /** Facts of Consul's own, beside what the service says of itself. */
    static final String NODE = "consul.node";

    static final String TAGS = "consul.tags";

    static InstanceMapping of(Settings settings) {
        return new InstanceMapping(
                settings.get(ConsulKeys.PASSING_ONLY),
                settings.get(ConsulKeys.TAGGED_ADDRESS),
                settings.get(ConsulKeys.REGION_KEY),
                settings.get(ConsulKeys.ZONE_KEY),
                settings.get(ConsulKeys.SUB_ZONE_KEY));
    }

    /** Whether an instance of this health is one of the set. */
    boolean wants(Health health) {
        return health != Health.UNHEALTHY && !(passingOnly && health == Health.DEGRADED);
    }

    /**
     * The endpoint of an instance.
     *
     * @throws IllegalArgumentException if there is no address or no port to call
     */
    Endpoint endpoint(Entry entry, Health health) {
        Address address = address(entry);
        if (address.port() == 0) {
            throw new IllegalArgumentException("it has no port");
        }
        return Endpoint.builder(address.host(), address.port())
                .weight(weight(entry.service().weights(), health))
                .locality(locality(entry))
                .health(health)
                .metadata(metadata(entry))
                .build();
    }

    private Address address(Entry entry) {
        Address plain = entry.service().address();
        Address tagged = entry.service().taggedAddresses().get(taggedAddress);
        if (tagged != null && !tagged.host().isEmpty()) {
            return new Address(tagged.host(), tagged.port() != 0 ? tagged.port() : plain.port());
        }
        if (!plain.host().isEmpty()) {
            return plain;
        }
        String host = entry.node().taggedAddresses().getOrDefault(taggedAddress, "");
        return new Address(host.isEmpty() ? entry.node().address() : host, plain.port());
    }

    /** Consul's passing weight is at least 1; a warning weight may be 0, which is no traffic while others have some. */
    private static int weight(Entry.Weights weights, Health health) {
        int weight = health == Health.DEGRADED ? Math.max(0, weights.warning()) : Math.max(1, weights.passing());
        return Math.min(weight, Endpoint.MAX_WEIGHT);
    }

    /**
     * The instance's own locality; else what its metadata say, and for the rest its node. Locality objects are there since
     * Consul 1.17; who registers itself in any version writes its zone as metadata.
     */
    private Locality locality(Entry entry) {
        if (!entry.service().locality().equals(Locality.UNKNOWN)) {
            return entry.service().locality();
        }
        return locality(entry.service().meta(), nodeLocality(entry.node()));
    }

    private Locality nodeLocality(Entry.Node node) {
        return node.locality().equals(Locality.UNKNOWN)
                ? locality(node.meta(), new Locality(node.datacenter(), "", ""))
                : node.locality();
    }

    private Locality locality(Map<String, String> meta, Locality otherwise) {
        return new Locality(
                meta.getOrDefault(regionKey, otherwise.region()),
                meta.getOrDefault(zoneKey, otherwise.zone()),
                meta.getOrDefault(subZoneKey, otherwise.subZone()));
    }

    private static Map<String, String> metadata(Entry entry) {
        Map<String, String> metadata = new LinkedHashMap<>(entry.service().meta());
        put(metadata, NODE, entry.node().name());
        put(metadata, TAGS, entry.service().tags());
        return metadata;
    }

    private static void put(Map<String, String> metadata, String key, String value) {
        if (!value.isEmpty()) {
            metadata.put(key, value);
        }
    }
}
