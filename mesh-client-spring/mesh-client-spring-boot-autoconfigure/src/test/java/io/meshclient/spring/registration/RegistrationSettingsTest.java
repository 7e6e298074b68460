package io.meshclient.spring.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meshclient.policy.ConfigException;
import io.meshclient.policy.ConfigValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrationSettingsTest {

    private static RegistrationSettings of(Map<String, String> own, Map<String, String> discovery) {
        return RegistrationSettings.of(values(own), values(discovery), "orders");
    }

    private static RegistrationSettings of(Map<String, String> own) {
        return of(own, Map.of());
    }

    private static Map<String, ConfigValue> values(Map<String, String> texts) {
        Map<String, ConfigValue> values = new LinkedHashMap<>();
        texts.forEach((key, text) -> values.put(key, new ConfigValue(text, "a.yml:1")));
        return values;
    }

    @Test
    void withoutARegistryItIsOff() {
        assertThat(of(Map.of("zone", "a")).isOn()).isFalse();
        assertThat(of(Map.of("registry", "")).isOn()).isFalse();
        assertThat(of(Map.of("registry", "consul")).isOn()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            registry           | zookeeper | is not a registry
            service-name       | a b       | has a character that is not allowed
            instance-id        | a/b       | has a character that is not allowed
            host               | 0.0.0.0   | none that can be called
            host               | a:80      | has a port, which
            host               | a b       | Host 'a b'
            port               | 0         | is below 1
            port               | 65536     | is above 65535
            secure             | yes       | is neither true nor false
            weight             | 0         | is below 1
            weight             | 65536     | is above 65535
            drain-delay        | -1s       | is negative
            ttl                | 500ms     | is shorter than 1 s
            heartbeat-interval | 0         | is zero
            heartbeat-interval | 30s       | the entry would end before it
            deregister-critical-after | 5s | is shorter than the minute
            metadata.a.b       | x         | has a key that Consul refuses
            consul.url         | ftp://x   | is no http or https URL
            weigth             | 2         | did you mean weight?
            consul.tokn        | sesame    | did you mean consul.token?
            """)
    void whatIsWrongIsSaidWithItsPlace(String key, String value, String problem) {
        Map<String, String> own = new LinkedHashMap<>(Map.of("registry", "consul", "ttl", "30s"));
        own.put(key, value);

        ConfigException failure = catchThrowableOfType(ConfigException.class, () -> of(own));

        assertThat(failure.property()).isEqualTo("mesh.client.registration." + key);
        assertThat(failure.value().origin()).isEqualTo("a.yml:1");
        assertThat(failure.problem()).contains(problem);
        assertThat(failure.allowed()).isNotBlank();
        assertThat(failure.getMessage()).doesNotContain("sesame");
    }

    @Test
    void aServiceNeedsAName() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RegistrationSettings.of(values(Map.of("registry", "consul")), Map.of(), ""))
                .withMessageContaining("is not set, and neither is spring.application.name");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RegistrationSettings.of(values(Map.of("registry", "consul")), Map.of(), "my shop"))
                .withMessageContaining("(spring.application.name)");
        assertThat(of(Map.of("registry", "consul", "service-name", "stock")).service())
                .isEqualTo("stock");
        assertThat(of(Map.of("registry", "consul")).service()).isEqualTo("orders");
    }

    @ParameterizedTest
    @CsvSource({
        "consul,      ,    , 30000, 10000",
        "eureka,      ,    , 90000, 30000",
        "consul,   60s,    , 60000, 20000",
        "consul,      ,  5s, 15000,  5000",
        "eureka,   10s,  2s, 10000,  2000"
    })
    void ttlAndHeartbeatFollowEachOther(
            String registry, String ttl, String heartbeat, long ttlMillis, long beatMillis) {
        Map<String, String> own = new LinkedHashMap<>(Map.of("registry", registry));
        if (ttl != null) {
            own.put("ttl", ttl);
        }
        if (heartbeat != null) {
            own.put("heartbeat-interval", heartbeat);
        }

        LeaseTimes times = LeaseTimes.of(of(own).all(), registry);

        assertThat(times.ttl()).isEqualTo(Duration.ofMillis(ttlMillis));
        assertThat(times.heartbeat()).isEqualTo(Duration.ofMillis(beatMillis));
    }

    @Test
    void theConnectionIsTheDiscoverysUnlessSomethingElseIsSaid() {
        Map<String, String> discovery = Map.of(
                "mesh.client.discovery.consul.url", "http://consul:8500",
                "mesh.client.discovery.consul.token", "reads",
                "mesh.client.discovery.consul.wait", "2m",
                "mesh.client.discovery.consul.tags", "not-these");

        RegistrationSettings same = of(Map.of("registry", "consul"), discovery);
        RegistrationSettings other = of(Map.of("registry", "consul", "consul.token-file", "/run/token"), discovery);

        assertThat(same.connection().get(ConnectionKeys.CONSUL_URL)).hasToString("http://consul:8500/");
        assertThat(same.connection().get(ConnectionKeys.CONSUL_TOKEN)).isEqualTo("reads");
        assertThat(same.get(RegistrationKeys.TAGS)).isEmpty();
        assertThat(other.connection().get(ConnectionKeys.CONSUL_URL)).hasToString("http://consul:8500/");
        assertThat(other.connection().get(ConnectionKeys.CONSUL_TOKEN)).isEmpty();
        assertThat(other.connection().get(ConnectionKeys.CONSUL_TOKEN_FILE)).isEqualTo("/run/token");
    }

    @Test
    void listsMayBeIndexedForEureka() {
        RegistrationSettings settings = of(
                Map.of("registry", "eureka", "tags[0]", "a", "tags[1]", "b"),
                Map.of(
                        "mesh.client.discovery.eureka.urls[0]", "http://one/eureka",
                        "mesh.client.discovery.eureka.urls[1]", "http://user:sesame@two/eureka"));

        assertThat(settings.get(RegistrationKeys.TAGS)).containsExactly("a", "b");
        assertThat(settings.connection().get(ConnectionKeys.EUREKA_URLS))
                .hasToString("[http://one/eureka, http://two/eureka]");
    }

    @Test
    void secretsAreNotPrinted() {
        RegistrationSettings settings = of(
                Map.of("registry", "eureka", "eureka.username", "u", "eureka.password", "sesame"),
                Map.of("mesh.client.discovery.eureka.urls", "http://user:sesame@two/eureka"));

        assertThat(settings + " " + settings.connection() + Credentials.eureka(settings.connection()))
                .doesNotContain("sesame");
    }

    @Test
    void twoSecretsForOneHeaderAreRefused() {
        RegistrationSettings token =
                of(Map.of("registry", "consul", "consul.token", "sesame", "consul.token-file", "/run/token"));
        RegistrationSettings password = of(Map.of("registry", "eureka", "eureka.password", "sesame"));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Credentials.consul(token.connection()))
                .withMessageContaining("which of the two counts?")
                .withMessageNotContaining("sesame");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Credentials.eureka(password.connection()))
                .withMessageContaining("is missing beside a password")
                .withMessageNotContaining("sesame");
    }
}
