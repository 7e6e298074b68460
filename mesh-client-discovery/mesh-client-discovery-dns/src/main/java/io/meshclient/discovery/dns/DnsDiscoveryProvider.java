package io.meshclient.discovery.dns;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Settings;
import io.meshclient.time.MeshRuntime;
import java.util.List;

/** The discovery that configuration calls {@code dns}. */
public final class DnsDiscoveryProvider implements DiscoveryProvider {

    /** For {@link java.util.ServiceLoader}. */
    public DnsDiscoveryProvider() {}

    @Override
    public String name() {
        return "dns";
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return DnsKeys.rows();
    }

    @Override
    public Discovery create(Settings settings, MeshRuntime runtime) {
        return new DnsDiscovery(DnsSettings.of(settings), runtime);
    }
}
