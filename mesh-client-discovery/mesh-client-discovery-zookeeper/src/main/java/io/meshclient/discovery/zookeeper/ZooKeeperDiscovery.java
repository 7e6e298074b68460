package io.meshclient.discovery.zookeeper;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.discovery.WatchedDiscovery;
import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.Settings;
import io.meshclient.time.MeshRuntime;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The instances that registered themselves in ZooKeeper with Curator's service discovery or with Spring Cloud. Safe for use
 * by many threads. All targets share one session, which begins with the first subscription; its threads are daemons.
 */
public final class ZooKeeperDiscovery implements Discovery {

    private final WatchedDiscovery watched;

    private ZooKeeperDiscovery(ZooKeeperOptions options, MeshRuntime runtime) {
        this.watched = new WatchedDiscovery(ZooKeeperSource.over(options, runtime));
    }

    /**
     * A discovery by the keys that properties have below {@code mesh.client.discovery.zookeeper.}.
     *
     * @param values such as {@code connect} and {@code base-path}
     * @param runtime time, timers and randomness to use; stays the caller's
     * @return a discovery, which the caller closes
     * @throws IllegalArgumentException if a key does not exist or a value is not allowed; secrets are not part of the message
     */
    public static ZooKeeperDiscovery of(Map<String, String> values, MeshRuntime runtime) {
        Map<String, ConfigValue> withOrigin = new LinkedHashMap<>();
        values.forEach((key, value) -> withOrigin.put(key, new ConfigValue(value, "ZooKeeperDiscovery.of()")));
        return of(Settings.of(ZooKeeperKeys.ROWS, ZooKeeperKeys.PREFIX, withOrigin), runtime);
    }

    static ZooKeeperDiscovery of(Settings settings, MeshRuntime runtime) {
        return new ZooKeeperDiscovery(ZooKeeperOptions.of(settings), runtime);
    }

    @Override
    public Subscription subscribe(String target, Listener listener) {
        return watched.subscribe(target, listener);
    }

    @Override
    public void close() {
        watched.close();
    }
}
