package io.meshclient.discovery;

import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Settings;
import io.meshclient.time.MeshRuntime;
import java.util.List;

/**
 * Makes a kind of discovery by its name in configuration. Found by {@link java.util.ServiceLoader}: an implementation has a
 * public constructor without parameters and is named in {@code META-INF/services/io.meshclient.discovery.DiscoveryProvider}.
 * One that needs something of the application is given to {@code MeshBuilder.discovery(DiscoveryProvider)}; in Spring, as a
 * bean.
 */
public interface DiscoveryProvider {

    /**
     * The word that a service's property {@code discovery} has for it.
     *
     * @return such as {@code dns}
     */
    String name();

    /**
     * The properties that it reads, by their keys below {@code mesh.client.discovery.<name>.}. Others are refused, and values
     * are checked, before {@link #create} is called.
     *
     * @return rows with their types, defaults and reasons; secrets marked as such
     */
    List<ConfigKey<?>> keys();

    /**
     * Makes a discovery; the mesh closes it. Not to block: a registry that cannot be reached is told to the listeners.
     *
     * @param settings values of {@link #keys()}
     * @param runtime time, timers and randomness to use
     * @return the discovery
     * @throws IllegalArgumentException if settings do not fit together; the message says what would
     */
    Discovery create(Settings settings, MeshRuntime runtime);
}
