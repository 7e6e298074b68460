package io.meshclient.discovery.consul;

import io.meshclient.endpoint.Locality;
import java.util.List;
import java.util.Map;

/** One element of Consul's answer, as it stands there; what is missing is empty, or 0. */
record Entry(Node node, Service service, List<Check> checks) {

    record Node(
            String name,
            String address,
            String datacenter,
            Map<String, String> taggedAddresses,
            Map<String, String> meta,
            Locality locality) {}

    record Service(
            String id,
            Address address,
            Map<String, Address> taggedAddresses,
            String tags,
            Map<String, String> meta,
            Weights weights,
            Locality locality) {}

    record Address(String host, int port) {}

    record Weights(int passing, int warning) {}

    record Check(String id, String status) {}
}
