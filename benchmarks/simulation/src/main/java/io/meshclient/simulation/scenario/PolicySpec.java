package io.meshclient.simulation.scenario;

import io.meshclient.policy.ServiceConfig;
import io.meshclient.time.Internal;

/**
 * What is compared: a configuration of the mesh, or a reference. Immutable.
 *
 * @param name its line in the table
 * @param config what is decided about the service
 * @param reference whether it is one that knows what no client can know, or is there to be compared with
 */
@Internal
public record PolicySpec(String name, ServiceConfig config, boolean reference) {}
