package io.meshclient.spring.registration;

import io.meshclient.endpoint.Endpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is written into the registry.
 *
 * @param service its name
 * @param id unique among the instances of the service
 * @param address host, port, weight and metadata; the zone is among these
 * @param ip the IP address of {@code host}, or the next best
 * @param secure whether the port speaks TLS
 * @param tags Consul's
 * @param times how long the entry counts
 * @param pages where people and machines look
 */
record Instance(
        String service,
        String id,
        Endpoint address,
        String ip,
        boolean secure,
        List<String> tags,
        LeaseTimes times,
        Pages pages) {

    static final String ZONE = "zone";
    static final String SECURE = "secure";
    static final String WEIGHT = "weight";
    static final String TAGS = "tags";

    /** Metadata with entries that a registry has no fields for. */
    Map<String, String> metadataWith(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.putAll(address.metadata());
        return all;
    }

    /**
     * URLs of the web server and the actuator.
     *
     * @param home of the web server
     * @param status of the actuator's info; the home page if there is no actuator
     * @param health of the actuator's health; empty if there is no actuator
     */
    record Pages(String home, String status, String health) {}
}
