package io.meshclient.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.Mesh;
import io.meshclient.time.MeshRuntime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be set, and what is said of the rest. */
class SettingsTest {

    private static final String SECRET = "b1gs07ee-5ec2-e7aa-0000-000000000001";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url | agent:8500 | is no http or https URL",
                "url | http://me:pw@agent:8500 | has a user or a password",
                "url | http://agent:8500/?dc=x | has a query",
                "wait | 11m | is longer than 10 min",
                "wait | 500ms | is shorter than 1 s",
                "consistency | strong | is not a consistency mode",
                "max-answer-bytes | 10 | is below 1024",
                "passing-only | perhaps | is neither true nor false",
                "connect-timeout | 0 | is zero",
                "datacentre | dc1 | did you mean datacenter",
            })
    void mistakesAreToldByName(String key, String value, String sentence) {
        assertThatThrownBy(() -> Texts.settings(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mesh.client.discovery.consul." + key)
                .hasMessageContaining(sentence);
    }

    @Test
    void aTokenIsInNoMessageAndNoView() {
        assertThatThrownBy(() -> Texts.settings(Map.of("token", SECRET + " x")))
                .hasMessageContaining("has a character that cannot stand in a header")
                .hasMessageNotContaining(SECRET);
        assertThat(Texts.settings(Map.of("token", SECRET)).toString()).doesNotContain(SECRET);
        assertThat(Texts.settings(Map.of("token", SECRET)).effective().toString())
                .doesNotContain(SECRET);
    }

    @Test
    void twoTokensAreOneTooMany() {
        try (MeshRuntime runtime = MeshRuntime.system()) {
            assertThatThrownBy(() -> ConsulDiscovery.of(Map.of("token", SECRET, "token-file", "/t"), runtime))
                    .hasMessageContaining("are both set")
                    .hasMessageNotContaining(SECRET);
        }
    }

    @Test
    void aMeshFindsItByItsName() {
        try (FakeConsul consul = new FakeConsul();
                Mesh mesh = Mesh.builder()
                        .properties(Map.of(
                                "mesh.client.discovery.consul.url", consul.url(),
                                "mesh.client.services.orders.discovery", "consul",
                                "mesh.client.services.orders.discovery-target", "orders-v2"))
                        .build()) {
            consul.publish("orders-v2", "[" + Texts.instance("10.0.0.1", 80) + "]");
            org.awaitility.Awaitility.await()
                    .atMost(Recorder.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(mesh.view().service("orders").endpoints())
                                    .extracting(endpoint -> endpoint.key())
                                    .containsExactly("10.0.0.1:80"));
        }
    }
}
