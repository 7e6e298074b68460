package io.meshclient.discovery.consul;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Settings;
import io.meshclient.time.MeshRuntime;
import java.util.List;

/** Consul for services whose {@code discovery} is {@code consul}. */
public final class ConsulDiscoveryProvider implements DiscoveryProvider {

    /** For the service loader. */
    public ConsulDiscoveryProvider() {}

    @Override
    public String name() {
        return "consul";
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return ConsulKeys.ROWS;
    }

    @Override
    public Discovery create(Settings settings, MeshRuntime runtime) {
        return ConsulDiscovery.of(settings, runtime);
    }
}
