package io.meshclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.StaticDiscovery;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.policy.ConfigException;
import io.meshclient.policy.ServiceConfig;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A service's discoveries, by name. */
class DiscoveriesTest {

    private final Discovery old = new StaticDiscovery(Map.of("orders", set("a:1"), "gone", EndpointSet.EMPTY));
    private final Discovery young = new StaticDiscovery(Map.of("orders", set("b:1"), "orders.shop", set("c:1")));

    private static EndpointSet set(String key) {
        return EndpointSet.of(List.of(Endpoint.parse(key)));
    }

    private List<String> endpoints(Consumer<ServiceConfig.Builder> edit) {
        try (Mesh mesh = Mesh.builder()
                .discovery("old", old)
                .discovery("young", young)
                .service("orders", edit)
                .build()) {
            return mesh.view().service("orders").endpoints().stream()
                    .map(endpoint -> endpoint.key() + "=" + endpoint.endpoint().weight())
                    .toList();
        }
    }

    @Test
    void theFirstThatHasEndpointsIsPreferred() {
        assertThat(endpoints(orders -> orders.discovery("old", "young"))).containsExactly("a:1=1");
        assertThat(endpoints(orders -> orders.discovery("old", "young").discoveryTarget("gone", "orders")))
                .containsExactly("b:1=1");
        assertThat(endpoints(orders -> orders.discovery("old", "static")
                        .discoveryTarget("gone")
                        .endpoints("d:1")))
                .containsExactly("d:1=1");
    }

    @Test
    void allTogetherEachUnderItsOwnTarget() {
        assertThat(endpoints(orders -> orders.discovery("old", "young")
                        .discoveryTarget("orders", "orders.shop")
                        .discoveryMode("merge")))
                .containsExactly("a:1=1", "c:1=1");
    }

    @Test
    void aMigrationShares() {
        List<String> shared = endpoints(orders ->
                orders.discovery("old", "young").discoveryMode("migrate").discoveryPercent(20));
        assertThat(shared).hasSize(2);
        int from = Integer.parseInt(shared.get(0).substring("a:1=".length()));
        int to = Integer.parseInt(shared.get(1).substring("b:1=".length()));
        assertThat(Math.round(100.0 * to / (from + to))).isEqualTo(20);
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        assertThatThrownBy(() -> endpoints(orders -> orders.discovery("old", "yuong")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mesh.client.services.orders.discovery = 'old,yuong'")
                .hasMessageContaining("allowed: old, static, young");
        assertThatThrownBy(() ->
                        endpoints(orders -> orders.discovery("old", "young").discoveryTarget("a", "b", "c")))
                .hasMessageContaining("has 3 targets for 2 discoveries");
        assertThatThrownBy(() -> endpoints(orders -> orders.discovery("old").discoveryMode("migrate")))
                .hasMessageContaining("goes from one discovery to another, and there are 1");
    }

    @Test
    void aChangeOfTheShareIsTakenOver() {
        Consumer<ServiceConfig.Builder> moving =
                orders -> orders.discovery("old", "young").discoveryMode("migrate");
        try (Mesh mesh = Mesh.builder()
                .discovery("old", old)
                .discovery("young", young)
                .service("orders", moving)
                .build()) {
            assertThat(weight(mesh, 1)).isZero();
            mesh.update(io.meshclient.policy.MeshConfig.builder()
                    .service("orders", moving.andThen(orders -> orders.discoveryPercent(100)))
                    .build());
            assertThat(weight(mesh, 0)).isZero();
        }
    }

    private static int weight(Mesh mesh, int index) {
        return mesh.view().service("orders").endpoints().get(index).endpoint().weight();
    }
}
