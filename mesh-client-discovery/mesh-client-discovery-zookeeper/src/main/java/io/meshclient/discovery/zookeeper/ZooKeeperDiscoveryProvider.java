package io.meshclient.discovery.zookeeper;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Settings;
import io.meshclient.time.MeshRuntime;
import java.util.List;

/** ZooKeeper for services whose {@code discovery} is {@code zookeeper}. */
public final class ZooKeeperDiscoveryProvider implements DiscoveryProvider {

    /** For the service loader. */
    public ZooKeeperDiscoveryProvider() {}

    @Override
    public String name() {
        return "zookeeper";
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return ZooKeeperKeys.ROWS;
    }

    @Override
    public Discovery create(Settings settings, MeshRuntime runtime) {
        return ZooKeeperDiscovery.of(settings, runtime);
    }
}
