package io.meshclient.discovery.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be configured, and that secrets stay secret. */
final class ZooKeeperOptionsTest {

    private static Settings settings(Map<String, String> values) {
        Map<String, ConfigValue> withOrigin = new HashMap<>();
        values.forEach((key, value) -> withOrigin.put(key, new ConfigValue(value, "test")));
        return Settings.of(ZooKeeperKeys.ROWS, ZooKeeperKeys.PREFIX, withOrigin);
    }

    private static ZooKeeperOptions options(String key, String value) {
        return ZooKeeperOptions.of(settings(Map.of(key, value)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zk1 | zk1",
                "zk1:2181, zk2:2182 ,zk3 | zk1:2181,zk2:2182,zk3",
                "zk1:2181,zk2:2181/prod/eu/ | zk1:2181,zk2:2181/prod/eu",
                "zk1:2181/ | zk1:2181",
                "[::1]:2181 | [::1]:2181"
            })
    void serversAndAChroot(String text, String connect) {
        assertThat(options("connect", text).connect()).isEqualTo(connect);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", ",", "/prod", "zk1:port", "zk1:0", "zk 1:2181", "zk1:2181//prod", "zk1:2181/../prod"})
    void whatIsNoConnectionStringIsRefused(String text) {
        assertThatThrownBy(() -> options("connect", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mesh.client.discovery.zookeeper.connect");
    }

    @Test
    void pathsOfServices() {
        assertThat(options("base-path", "/services").pathOf("orders")).isEqualTo("/services/orders");
        assertThat(options("base-path", "/").pathOf("orders")).isEqualTo("/orders");
        assertThat(options("base-path", "/a/b/").pathOf("eu/orders")).isEqualTo("/a/b/eu/orders");
        assertThatThrownBy(() -> options("base-path", "services")).hasMessageContaining("is no path in ZooKeeper");
        assertThatThrownBy(() -> options("base-path", "/services").pathOf("../secrets"))
                .hasMessageContaining("is no path in ZooKeeper");
    }

    @Test
    void secretsAreNowhereToBeSeen() {
        Settings settings = settings(Map.of(
                "auth", "digest:me:geheim", "tls", "true", "key-store", "k.p12", "key-store-password", "geheim"));
        ZooKeeperOptions options = ZooKeeperOptions.of(settings);

        assertThat(options.auth().secret()).isEqualTo("me:geheim");
        assertThat(options.auth().scheme()).isEqualTo("digest");
        assertThat(options.toString() + settings + settings.effective()).doesNotContain("geheim");
        assertThatThrownBy(() -> options("auth", "geheim"))
                .hasMessageContaining("does not have a scheme")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void tlsSettingsWithoutTlsAreRefused() {
        assertThatThrownBy(() -> options("ca-file", "ca.pem"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mesh.client.discovery.zookeeper.tls is false");
    }

    @Test
    void timeoutsHaveBounds() {
        assertThat(options("session-timeout", "30s").sessionTimeout()).hasSeconds(30);
        assertThatThrownBy(() -> options("session-timeout", "1ms")).hasMessageContaining("is not between");
        assertThatThrownBy(() -> options("connect-timeout", "2h")).hasMessageContaining("is not between");
    }
}
