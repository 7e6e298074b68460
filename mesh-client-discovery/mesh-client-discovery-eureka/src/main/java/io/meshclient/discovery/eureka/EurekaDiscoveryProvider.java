package io.meshclient.discovery.eureka;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Settings;
import io.meshclient.time.MeshRuntime;
import java.util.List;

/** The discovery {@code eureka} of properties. */
public final class EurekaDiscoveryProvider implements DiscoveryProvider {

    /** For the service loader. */
    public EurekaDiscoveryProvider() {}

    @Override
    public String name() {
        return "eureka";
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return EurekaKeys.ALL;
    }

    @Override
    public Discovery create(Settings settings, MeshRuntime runtime) {
        return new EurekaDiscovery(EurekaSettings.of(settings), runtime, null);
    }
}
