package io.meshclient.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.discovery.testkit.DocumentedKeys;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.Settings;
import io.meshclient.time.MeshRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The page and the IDE's hints tell of the keys that there are, and the keys are read. */
class KubernetesPageTest {

    private final DiscoveryProvider provider = new KubernetesDiscoveryProvider();

    @Test
    void everyKeyIsDocumented() throws IOException {
        DocumentedKeys.assertPage(Path.of("../../docs/discovery/kubernetes.md"), provider);
        DocumentedKeys.assertMetadata(provider);
    }

    @Test
    void theProviderIsFound() {
        assertThat(ServiceLoader.load(DiscoveryProvider.class))
                .anyMatch(found -> found instanceof KubernetesDiscoveryProvider);
    }

    @Test
    void everyDefaultIsAllowed() {
        Settings settings = Settings.of(provider.keys(), "mesh.client.discovery.kubernetes.", Map.of());
        for (ConfigKey<?> key : provider.keys()) {
            assertThat(settings.get(key)).as(key.name()).isNotNull();
        }
    }

    @Test
    void propertiesReachTheDiscovery() throws IOException {
        try (FakeApiServer api = new FakeApiServer().start();
                MeshRuntime runtime = MeshRuntime.system()) {
            api.put("a", Json.slice("a", "orders", 80, List.of("10.0.0.1")));
            api.put(
                    "b",
                    Json.of("b", "orders")
                            .type("IPv6")
                            .port("http", 80)
                            .addresses(List.of("fd00::1"))
                            .build());
            Map<String, String> values =
                    Map.of("api-server", api.url(), "namespace", "shop", "address-family", "ipv6", "page-size", "1");
            HeardSets heard = new HeardSets();
            try (var discovery = provider.create(settings(values), runtime)) {
                discovery.subscribe("orders", heard);
                heard.awaitKeys("[fd00::1]:80");
            }
            assertThat(api.requests.get(0).getUrl().encodedPath()).contains("/namespaces/shop/");
            assertThat(api.requests.get(0).getUrl().queryParameter("limit")).isEqualTo("1");
        }
    }

    private Settings settings(Map<String, String> values) {
        Map<String, ConfigValue> all = new HashMap<>();
        values.forEach((key, value) -> all.put(key, new ConfigValue(value, "test")));
        return Settings.of(provider.keys(), "mesh.client.discovery.kubernetes.", all);
    }
}
