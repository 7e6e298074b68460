package io.meshclient.samples.shop.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.samples.registries.RegistryKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the storefront is told: a registry, and no list beside it that could answer in its place. */
final class StorefrontPropertiesTest {
    @ParameterizedTest
    @EnumSource
    void theStorefrontHasARegistryAndNoList(RegistryKind kind) throws IOException {
        Properties all = new Properties();
        load("/application.properties", all);
        load("/application-" + kind.word() + ".properties", all);

        assertThat(all.getProperty("mesh.client.defaults.discovery")).isEqualTo(kind.word());
        assertThat(all.stringPropertyNames())
                .contains("mesh.client.services.orders.discovery-target")
                .contains("mesh.client.services.inventory.discovery-target")
                .noneMatch(key -> key.endsWith(".endpoints"));
    }

    private static void load(String name, Properties all) throws IOException {
        try (InputStream in = StorefrontPropertiesTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            all.load(in);
        }
    }
}
