package io.meshclient.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.endpoint.Locality;
import io.meshclient.policy.ConfigException;
import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.MeshConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

class PropertyReaderTest {

    private final StandardEnvironment environment = new StandardEnvironment();

    private void yaml(String name, String text) throws Exception {
        ByteArrayResource file = new ByteArrayResource(text.getBytes()) {
            @Override
            public String getFilename() {
                return name;
            }
        };
        new YamlPropertySourceLoader()
                .load(name, file)
                .forEach(source -> environment.getPropertySources().addLast(source));
    }

    private void variables(Map<String, Object> variables) {
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
    }

    private Map<String, ConfigValue> read() {
        return new PropertyReader(environment).read();
    }

    private MeshConfig config() {
        return MeshConfig.builder().propertyValues(read()).build();
    }

    /** YAML's word for false. */
    @Test
    void offIsOffAlsoInYaml() throws Exception {
        yaml("application.yml", """
                mesh.client.services.orders:
                  endpoints: 127.0.0.1:1
                  locality.mode: off
                  hedge.enabled: off
                  retry.enabled: on
                """);
        assertThat(config().service("orders").locality().mode()).isEqualTo("off");
        assertThat(config().service("orders").hedge().enabled()).isFalse();
        assertThat(config().service("orders").retry().enabled()).isTrue();
    }

    @Test
    void aFileIsReadWithLines() throws Exception {
        yaml("application.yml", """
                mesh.client:
                  defaults:
                    callTimeout: 3s
                  services:
                    orders:
                      endpoints: [127.0.0.1:1, 127.0.0.1:2]
                      retry:
                        max_retries: 1
                    "[payments.eu]":
                      endpoints: 127.0.0.1:3
                """);
        assertThat(read())
                .containsEntry("mesh.client.defaults.call-timeout", new ConfigValue("3s", "application.yml:3"))
                .containsEntry(
                        "mesh.client.services.orders.endpoints[1]", new ConfigValue("127.0.0.1:2", "application.yml:6"))
                .containsEntry(
                        "mesh.client.services.orders.retry.max-retries", new ConfigValue("1", "application.yml:8"));
        assertThat(config().services()).containsOnlyKeys("orders", "payments.eu");
        assertThat(config().service("orders").endpoints()).hasSize(2);
        assertThat(config().service("orders").timeouts().call()).hasSeconds(3);
    }

    @Test
    void environmentVariablesWinInEverySpelling() throws Exception {
        yaml("application.yml", """
                mesh.client.services:
                  payment-gateway:
                    endpoints: 127.0.0.1:1
                  "[payments.eu]":
                    endpoints: 127.0.0.1:3
                """);
        variables(Map.of(
                "MESH_CLIENT_SERVICES_PAYMENTGATEWAY_CALLTIMEOUT", "1s",
                "MESH_CLIENT_SERVICES_PAYMENT_GATEWAY_PER_TRY_TIMEOUT", "2s",
                "MESH_CLIENT_SERVICES_PAYMENTS_EU_RETRY_MAXRETRIES", "0",
                "MESH_CLIENT_SERVICES_NEW_ENDPOINTS_0_", "127.0.0.1:9",
                "MESH_CLIENT_DEFAULTS_BALANCER", "random"));
        MeshConfig config = config();
        assertThat(config.service("payment-gateway").timeouts().call()).hasSeconds(1);
        assertThat(config.service("payment-gateway").timeouts().perTry()).hasSeconds(2);
        assertThat(config.service("payments.eu").retry().maxRetries()).isZero();
        assertThat(config.service("payments.eu").balancer().name()).isEqualTo("random");
        assertThat(config.service("new").endpoints()).hasSize(1);
        assertThat(read().get("mesh.client.defaults.balancer").origin())
                .isEqualTo("environment variable MESH_CLIENT_DEFAULTS_BALANCER");
    }

    @Test
    void aListComesWholeFromTheFirstSource() throws Exception {
        yaml("first.yml", "mesh.client.services.orders.endpoints: 127.0.0.1:1");
        yaml("second.yml", "mesh.client.services.orders.endpoints: [127.0.0.1:2, 127.0.0.1:3]");
        assertThat(config().service("orders").endpoints())
                .singleElement()
                .satisfies(endpoint -> assertThat(endpoint.key()).isEqualTo("127.0.0.1:1"));
    }

    @Test
    void placeholdersAndListsOfObjectsAreRead() {
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "code",
                        Map.of(
                                "where",
                                "127.0.0.1",
                                "mesh.client.services.orders.endpoints",
                                List.of("${where}:1", "127.0.0.1:2"),
                                "mesh.client.services.stock.endpoints",
                                "${where}:3",
                                "mesh.client.enabled",
                                true)));
        assertThat(config().service("stock").endpoints().get(0).key()).isEqualTo("127.0.0.1:3");
    }

    @Test
    void aDottedNameWithoutBracketsIsRefused() throws Exception {
        yaml("application.yml", "mesh.client.services:\n  payments.eu:\n    endpoints: 127.0.0.1:1");
        assertThatThrownBy(this::config)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("application.yml:3")
                .hasMessageContaining("brackets around a dotted name: mesh.client.services[payments.eu].endpoints");
    }

    @Test
    void keysOfRegistriesAreReadInEverySpelling() throws Exception {
        yaml("application.yml", "mesh.client.discovery.imaginary:\n  accessToken: t\n  servers: [a:1, b:2]");
        variables(Map.of("MESH_CLIENT_DISCOVERY_IMAGINARY_ACCESS_TOKEN", "of the environment"));
        assertThat(read())
                .containsEntry(
                        "mesh.client.discovery.imaginary.access-token",
                        new ConfigValue(
                                "of the environment",
                                "environment variable MESH_CLIENT_DISCOVERY_IMAGINARY_ACCESS_TOKEN"))
                .containsEntry(
                        "mesh.client.discovery.imaginary.servers[1]", new ConfigValue("b:2", "application.yml:3"));
    }

    @Test
    void servicesOnDemandAreReadInEverySpelling() throws Exception {
        yaml(
                "application.yml",
                "mesh.client:\n  defaults.discovery: imaginary\n  onDemand:\n    suffix: .mesh\n    idle: 1m");
        variables(Map.of("MESH_CLIENT_ONDEMAND_MAXSERVICES", "7"));
        assertThat(config().onDemand().suffix()).isEqualTo(".mesh");
        assertThat(config().onDemand().idle()).hasMinutes(1);
        assertThat(config().onDemand().maxServices()).isEqualTo(7);
    }

    @Test
    void keysOfRegistriesThatAreNotThereAreLeftForCoreToRefuse() throws Exception {
        yaml("application.yml", "mesh.client.discovery.nowhere.url: http://localhost");
        assertThat(read()).containsOnlyKeys("mesh.client.discovery.nowhere.url");
    }

    @Test
    void whereTheProcessRunsMayComeFromVariables() throws Exception {
        yaml("application.yml", """
                mesh.client:
                  locality.region: eu
                  services.orders.endpoints: 127.0.0.1:1
                """);
        variables(Map.of("MESH_CLIENT_LOCALITY_ZONE", "a", "MESH_CLIENT_LOCALITY_SUB_ZONE", "rack-1"));
        assertThat(config().service("orders").locality().own()).isEqualTo(new Locality("eu", "a", "rack-1"));
    }
}
