package io.meshclient.discovery;

import io.meshclient.time.MeshRuntime;
import java.util.Map;

/**
 * Makes a kind of discovery by its name in configuration. Found by {@link java.util.ServiceLoader}: an implementation has a
 * public constructor without parameters and is named in {@code META-INF/services/io.meshclient.discovery.DiscoveryProvider}.
 */
public interface DiscoveryProvider {

    /**
     * The word that a service's property {@code discovery} has for it.
     *
     * @return such as {@code dns}
     */
    String name();

    /**
     * Makes a discovery; the mesh closes it. Not to block: a registry that cannot be reached is told to the listeners.
     *
     * @param settings what stands below {@code mesh.client.discovery.<name>.}, by the rest of the key
     * @param runtime time, timers and randomness to use
     * @return the discovery
     * @throws IllegalArgumentException if a setting is not allowed; the message says what is
     */
    Discovery create(Map<String, String> settings, MeshRuntime runtime);
}
