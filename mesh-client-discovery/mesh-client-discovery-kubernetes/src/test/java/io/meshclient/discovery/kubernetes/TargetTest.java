package io.meshclient.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "orders, orders, '', ''",
        "orders.shop, orders, shop, ''",
        "orders:http, orders, '', http",
        "orders.shop:grpc, orders, shop, grpc",
        "orders:8080, orders, '', 8080",
        "orders.shop.svc, orders, shop, ''",
        "orders.shop.svc.cluster.local:http, orders, shop, http",
        "svc, svc, '', ''"
    })
    void isRead(String text, String service, String namespace, String port) {
        assertThat(Target.parse(text)).isEqualTo(new Target(service, namespace, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "orders.",
                ".shop",
                "Orders",
                "orders.shop.eu",
                "orders:",
                "a/b",
                "orders.shop:x_y",
                "a:b:c"
            })
    void nonsenseIsRefusedWithTheRule(String text) {
        assertThatThrownBy(() -> Target.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' names no service")
                .hasMessageContaining("allowed is service, service.namespace");
    }

    @Test
    void theDefaultNamespaceFillsTheGap() {
        assertThat(Target.parse("orders:http").in("shop")).isEqualTo(new Target("orders", "shop", "http"));
        assertThat(Target.parse("orders.eu").in("shop").namespace()).isEqualTo("eu");
    }
}
