package io.meshclient.simulation.scenario;

import io.meshclient.policy.ServiceConfig;
import io.meshclient.time.Internal;
import java.util.Map;
import java.util.Objects;

/**
 * What is compared: a configuration of the mesh, or a reference. Immutable.
 *
 * @param name its line in the table
 * @param configs what is decided about the service, by the zone in which the client runs; empty for none
 * @param reference whether it is one that knows what no client can know, or is there to be compared with
 */
@Internal
public record PolicySpec(String name, Map<String, ServiceConfig> configs, boolean reference) {

    /** Copies the map; it is only looked up. */
    public PolicySpec {
        configs = Map.copyOf(configs);
    }

    /**
     * What a client decides.
     *
     * @param zone where it runs
     * @return the configuration
     */
    public ServiceConfig config(String zone) {
        return Objects.requireNonNull(configs.get(zone));
    }
}
