package io.meshclient.simulation.scenario;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.MeshConfig;
import io.meshclient.policy.ServiceConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code service} and {@code policies}: the mesh's own keys, by the mesh's own table. */
final class PoliciesReader {

    /** What the scenario says elsewhere, or what does not exist here. */
    private static final Set<String> NOT_HERE = Set.of(
            "endpoints", "hosts", "scheme", "discovery", "discovery-target", "discovery-mode", "discovery-percent");

    private static final String DEFAULT = "default";

    private final List<Endpoint> endpoints;
    private final ClientSpec clients;

    /** A reader. */
    PoliciesReader(List<ServerSpec> servers, ClientSpec clients) {
        this.clients = clients;
        this.endpoints = servers.stream()
                .filter(server -> server.joins() == 0)
                .map(ServerSpec::endpoint)
                .toList();
    }

    List<PolicySpec> read(Part scenario, List<String> references) {
        Map<String, ConfigValue> shared = checked(scenario.part(Keys.SERVICE_PART.name()));
        List<PolicySpec> policies = new ArrayList<>();
        for (String reference : references) {
            policies.add(new PolicySpec(reference, configs(reference, shared, Map.of()), true));
        }
        Part named = scenario.part(Keys.POLICIES_PART.name());
        for (String name : named.keys()) {
            Part policy = named.part(name);
            if (!name.matches("[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?") || Scenarios.REFERENCES.contains(name)) {
                throw policy.wrong("policies." + name + " is no name for a policy; allowed: small letters, digits and"
                        + " inner hyphens, and none of " + String.join(", ", Scenarios.REFERENCES));
            }
            policies.add(new PolicySpec(name, configs(name, shared, checked(policy)), false));
        }
        if (policies.size() == references.size()) {
            policies.add(new PolicySpec(DEFAULT, configs(DEFAULT, shared, Map.of()), false));
        }
        return policies;
    }

    private static Map<String, ConfigValue> checked(Part part) {
        Map<String, ConfigValue> values = part.values();
        values.forEach((key, value) -> {
            if (NOT_HERE.contains(key)) {
                throw new IllegalArgumentException(value.origin() + ": " + key
                        + " has no meaning in a simulation: the servers stand below servers");
            }
            if (key.startsWith("health-check.")) {
                throw new IllegalArgumentException(value.origin() + ": " + key
                        + " has no meaning in a simulation: fake servers are not checked actively");
            }
        });
        return values;
    }

    /** Clients know where they are, and how many of them are where. */
    private Map<String, ServiceConfig> configs(
            String name, Map<String, ConfigValue> shared, Map<String, ConfigValue> own) {
        Map<String, ServiceConfig> configs = new LinkedHashMap<>();
        Map<String, Integer> count = new LinkedHashMap<>();
        for (int client = 0; client < clients.count(); client++) {
            count.merge(clients.zone(client), 1, Integer::sum);
        }
        for (String zone : count.keySet()) {
            Map<String, ConfigValue> merged = new LinkedHashMap<>();
            if (!zone.isEmpty()) {
                String zones = count.toString().replaceAll("[{} ]", "");
                merged.put("locality.zone", new ConfigValue(zone, "clients.zones"));
                merged.put("locality.local-zones", new ConfigValue(zones, "clients.zones"));
            }
            merged.putAll(shared);
            merged.putAll(own);
            configs.put(zone, config(name, merged));
        }
        return configs;
    }

    private ServiceConfig config(String name, Map<String, ConfigValue> merged) {
        Map<String, ConfigValue> properties = new LinkedHashMap<>();
        merged.forEach((key, value) -> properties.put("mesh.client.services." + name + "." + key, value));
        return Part.told(() -> MeshConfig.builder()
                .service(name, service -> service.endpoints(endpoints))
                .propertyValues(properties)
                .build()
                .service(name));
    }
}
