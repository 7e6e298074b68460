package io.meshclient.discovery.consul;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes sets of instances into a real Consul, each in one transaction, on a node that no agent looks after. */
final class Catalog {

    private final ConsulServer consul;
    private final Map<String, Set<String>> written = new HashMap<>();

    Catalog(ConsulServer consul) {
        this.consul = consul;
    }

    void write(String service, EndpointSet set) {
        List<String> operations = new ArrayList<>();
        operations.add("{\"Node\":{\"Verb\":\"set\",\"Node\":{\"Node\":\"outside\",\"Address\":\"192.0.2.1\"}}}");
        Set<String> now = new TreeSet<>();
        for (Endpoint endpoint : set.endpoints()) {
            String id = service + "-" + endpoint.host() + "-" + endpoint.port();
            now.add(id);
            operations.add("{\"Service\":{\"Verb\":\"set\",\"Node\":\"outside\",\"Service\":{\"ID\":\"" + id
                    + "\",\"Service\":\"" + service + "\",\"Address\":\"" + endpoint.host() + "\",\"Port\":"
                    + endpoint.port() + ",\"Weights\":{\"Passing\":" + endpoint.weight() + ",\"Warning\":1}}}}");
        }
        Set<String> before = written.put(service, now);
        for (String id : before == null ? Set.<String>of() : before) {
            if (!now.contains(id)) {
                operations.add("{\"Service\":{\"Verb\":\"delete\",\"Node\":\"outside\",\"Service\":{\"ID\":\"" + id
                        + "\",\"Service\":\"" + service + "\"}}}");
            }
        }
        consul.put("/v1/txn", "[" + String.join(",", operations) + "]");
    }
}
