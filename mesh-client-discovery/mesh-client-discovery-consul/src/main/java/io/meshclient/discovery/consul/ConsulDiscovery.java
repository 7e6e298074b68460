package io.meshclient.discovery.consul;

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
 * The instances that a Consul agent knows, by blocking queries of {@code /v1/health/service}: a change is heard as soon as
 * Consul has it. Safe for use by many threads. Each target has one query under way; over plain HTTP that occupies a
 * connection and a daemon thread.
 */
public final class ConsulDiscovery implements Discovery {

    private final WatchedDiscovery watched;

    ConsulDiscovery(Agent agent, MeshRuntime runtime) {
        this.watched = new WatchedDiscovery(new ConsulSource(agent, runtime));
    }

    /**
     * A discovery by the keys that properties have below {@code mesh.client.discovery.consul.}; none of them is needed for
     * an agent on this machine.
     *
     * @param values such as {@code url} and {@code token-file}
     * @param runtime time, timers and randomness to use; stays the caller's
     * @return a discovery, which the caller closes
     * @throws IllegalArgumentException if a key does not exist or a value is not allowed; secrets are not part of the message
     */
    public static ConsulDiscovery of(Map<String, String> values, MeshRuntime runtime) {
        Map<String, ConfigValue> withOrigin = new LinkedHashMap<>();
        values.forEach((key, value) -> withOrigin.put(key, new ConfigValue(value, "ConsulDiscovery.of()")));
        return of(Settings.of(ConsulKeys.ROWS, ConsulKeys.PREFIX, withOrigin), runtime);
    }

    static ConsulDiscovery of(Settings settings, MeshRuntime runtime) {
        return new ConsulDiscovery(HttpAgent.of(settings), runtime);
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
