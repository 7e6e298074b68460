package io.meshclient.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.policy.MeshConfig;
import io.meshclient.policy.ServiceConfig;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts as OkHttp's URLs tell them: lower case, IPv6 without brackets, punycode. */
class RouteTableTest {

    private final RouteTable table = RouteTable.of(
            List.of(service("orders", "Orders.Example", "xn--bcher-kva.example", "10.9.8.7"), service("Payments.EU")));

    @ParameterizedTest
    @CsvSource({
        "http://orders/items/7, orders",
        "http://ORDERS:8443/, orders",
        "https://orders.example/, orders",
        "http://bücher.example/, orders",
        "http://10.9.8.7:1/, orders",
        "http://payments.eu/, Payments.EU",
    })
    void aServiceHasItsNameAndItsFurtherHosts(String url, String service) {
        Route route = table.match(HttpUrl.get(url).host());
        assertThat(route).isNotNull();
        assertThat(route.cluster()).isEqualToIgnoringCase(service);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://orders2/",
                "http://order/",
                "http://www.orders/",
                "http://example/",
                "http://payments/",
                "http://10.9.8.70/",
                "http://[::1]/",
                "http://orders./" // an absolute name: whoever writes the dot asks DNS
            })
    void whatIsNotExactlyThatIsNoService(String url) {
        assertThat(table.match(HttpUrl.get(url).host())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "[::1]", "bücher.example", "orders.", "*.example", "http://orders"})
    void aHostThatIsNoNameIsRefused(String host) {
        assertThatThrownBy(() -> service("orders", host))
                .hasMessageContaining("has '" + host + "', which is no host name; allowed: host names");
    }

    @Test
    void oneHostCannotMeanTwoServices() {
        assertThatThrownBy(() -> MeshConfig.builder()
                        .properties(Map.of(
                                "mesh.client.services.orders.endpoints", "a:1",
                                "mesh.client.services.orders.hosts", "shop.example",
                                "mesh.client.services.stock.endpoints", "b:1",
                                "mesh.client.services.stock.hosts", "SHOP.example"))
                        .build())
                .hasMessageContaining("has the host 'shop.example', which already means the service '")
                .hasMessageEndingWith("allowed: a host that means one service only");
    }

    private static ServiceConfig service(String name, String... hosts) {
        return ServiceConfig.of(name, service -> {
            service.endpoints("a:1");
            if (hosts.length > 0) {
                service.set("hosts", String.join(",", hosts));
            }
        });
    }
}
