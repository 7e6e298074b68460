package io.meshclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.StaticDiscovery;
import io.meshclient.discovery.Subscription;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.policy.ConfigException;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.Parsers;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.policy.Settings;
import io.meshclient.time.MeshRuntime;
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

    /** A provider that was made by hand is asked as one from the class path would be, and in its place. */
    @Test
    void aGivenProviderMakesTheDiscoveryOnceWithItsPropertiesAndTheMeshClosesIt() {
        Providing provider = new Providing("given");
        try (Mesh mesh = Mesh.builder()
                .discovery(new Providing("given"))
                .discovery(provider) // in place of the one before
                .properties(Map.of("mesh.client.discovery.given.port", "7"))
                .service("orders", orders -> orders.discovery("given"))
                .service("stock", stock -> stock.discovery("given"))
                .build()) {
            assertThat(mesh.view().service("orders").endpoints())
                    .extracting(EndpointView::key)
                    .containsExactly("orders:7");
            assertThat(mesh.view().service("stock").endpoints())
                    .extracting(EndpointView::key)
                    .containsExactly("stock:7");
            assertThat(provider.made).isOne();
            assertThat(provider.closed).isZero();
        }
        assertThat(provider.closed).isOne();
    }

    @Test
    void aGivenProvidersPropertiesAreChecked() {
        assertThatThrownBy(() -> Mesh.builder()
                        .discovery(new Providing("given"))
                        .properties(Map.of("mesh.client.discovery.given.prot", "7"))
                        .build())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("is set for a key that does not exist; allowed: port");
    }

    private static final class Providing implements DiscoveryProvider {
        private static final ConfigKey<Integer> PORT =
                new ConfigKey<>("port", "number", "1", "1 … 9", "the port", "none", Parsers.integer(1, 9));

        private final String name;
        private int made;
        private int closed;

        Providing(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<ConfigKey<?>> keys() {
            return List.of(PORT);
        }

        @Override
        public Discovery create(Settings settings, MeshRuntime runtime) {
            made++;
            return new Discovery() {
                @Override
                public Subscription subscribe(String target, Listener listener) {
                    listener.onEndpoints(set(target + ":" + settings.get(PORT)));
                    return () -> {};
                }

                @Override
                public void close() {
                    closed++;
                }
            };
        }
    }
}
