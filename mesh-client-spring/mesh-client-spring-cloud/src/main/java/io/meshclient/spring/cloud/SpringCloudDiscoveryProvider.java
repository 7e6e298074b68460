package io.meshclient.spring.cloud;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.discovery.WatchedDiscovery;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Settings;
import io.meshclient.time.Internal;
import io.meshclient.time.MeshRuntime;
import java.util.List;

/**
 * The discovery {@code spring-cloud} of properties. The auto-configuration gives the mesh one that knows the application's
 * discovery clients; the one from the service loader knows the properties only.
 */
@Internal
public final class SpringCloudDiscoveryProvider implements DiscoveryProvider {

    private final List<RegistryClients> clients;
    private final RegistryPulse pulse;

    /** For the service loader: without a context there is no registry. */
    public SpringCloudDiscoveryProvider() {
        this(List.of(), new RegistryPulse());
    }

    /** Of several kinds of clients, the earlier are preferred. */
    SpringCloudDiscoveryProvider(List<RegistryClients> clients, RegistryPulse pulse) {
        this.clients = clients;
        this.pulse = pulse;
    }

    @Override
    public String name() {
        return "spring-cloud";
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return SpringCloudKeys.ALL;
    }

    @Override
    public Discovery create(Settings settings, MeshRuntime runtime) {
        return new WatchedDiscovery(new SpringCloudSource(Polling.of(registry(), settings), pulse, runtime));
    }

    /** A client of a registry, of whatever kind, is preferred to a list in properties. */
    private Registry registry() {
        Registry list = null;
        for (RegistryClients kind : clients) {
            Registry registry = kind.ofRegistry();
            if (registry != null) {
                return registry;
            }
        }
        for (RegistryClients kind : clients) {
            list = list == null ? kind.any() : list;
        }
        if (list == null) {
            throw new NoDiscoveryClientException();
        }
        return list;
    }
}
