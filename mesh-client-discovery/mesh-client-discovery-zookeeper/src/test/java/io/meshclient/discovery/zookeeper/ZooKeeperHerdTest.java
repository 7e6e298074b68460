package io.meshclient.discovery.zookeeper;

import io.meshclient.discovery.testkit.DiscoveryHerdContract;
import io.meshclient.discovery.testkit.Heard;
import io.meshclient.discovery.zookeeper.Registry.Link;
import io.meshclient.policy.Settings;
import io.meshclient.time.MeshRuntime;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A thousand clients whose reads all fail at the same moment. How they connect is ZooKeeper's own client's matter; when
 * they read again is ours.
 */
final class ZooKeeperHerdTest extends DiscoveryHerdContract {

    private static final ZooKeeperOptions OPTIONS =
            ZooKeeperOptions.of(Settings.of(ZooKeeperKeys.ROWS, ZooKeeperKeys.PREFIX, Map.of()));

    @Override
    protected void begin(MeshRuntime runtime, BooleanSupplier asks) {
        FakeRegistry registry = new FakeRegistry();
        registry.put("/services/orders", "");
        registry.answersAtOnce = asks;
        ZooKeeperSource source =
                new ZooKeeperSource(new Desk(registry, OPTIONS, runtime, Runnable::run), Runnable::run);
        source.watch("orders", new Heard());
        registry.links.accept(Link.UP_WITH_NEW_SESSION);
    }
}
