package io.meshclient.spring.cloud;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.WatchedDiscovery;
import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.Settings;
import io.meshclient.time.MeshRuntime;
import java.util.LinkedHashMap;
import java.util.Map;

/** Discoveries as the mesh makes them, without a mesh. */
final class Discoveries {

    private static final String PREFIX = "mesh.client.discovery.spring-cloud.";

    private Discoveries() {}

    static Settings settings(Map<String, String> values) {
        Map<String, ConfigValue> withOrigin = new LinkedHashMap<>();
        values.forEach((key, value) -> withOrigin.put(key, new ConfigValue(value, ConfigValue.BUILDER)));
        return Settings.of(SpringCloudKeys.ALL, PREFIX, withOrigin);
    }

    static Polling polling(Registry registry, Map<String, String> values) {
        return Polling.of(registry, settings(values));
    }

    static RegistryPulse running() {
        RegistryPulse pulse = new RegistryPulse();
        pulse.start();
        return pulse;
    }

    static Discovery of(Registry registry, Map<String, String> values, MeshRuntime runtime) {
        return new WatchedDiscovery(new SpringCloudSource(polling(registry, values), running(), runtime));
    }
}
