package io.meshclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a mesh shows of priorities, zones and parts, and how its configuration says where it runs. */
final class PlacementTest {

    @Test
    void theViewTellsWhereCallsGoAndWhy() {
        try (Mesh mesh = Mesh.builder()
                .locality(new Locality("eu", "a", ""))
                .service("shop", shop -> shop.endpoints(endpoints(2, 2, 0)))
                .service(
                        "orders",
                        orders -> orders.endpoints(endpoints(3, 3, 1))
                                .locality(
                                        locality -> locality.mode("zone-aware").localService("shop")))
                .service("stock", stock -> stock.endpoints(endpoints(3, 3, 0)).subsetting(part -> part.size(2)))
                .build()) {
            PlacementView orders = mesh.view().service("orders").placement();
            assertThat(orders.own()).isEqualTo(new Locality("eu", "a", ""));
            assertThat(orders.known()).isEqualTo(7);
            assertThat(orders.priorities()).hasSize(2);
            PriorityView best = orders.priorities().get(0);
            assertThat(best.percent()).isEqualTo(100);
            assertThat(best.zones())
                    .containsExactly(new ZoneView("eu/a", true, 3, 100), new ZoneView("eu/b", false, 3, 0));
            assertThat(best.why()).isEqualTo("the own zone can take all of its callers");
            assertThat(orders.priorities().get(1).why()).isEqualTo("only the best priority is zone-aware");

            ServiceView stock = mesh.view().service("stock");
            assertThat(stock.endpoints()).hasSize(2);
            assertThat(stock.placement().known()).isEqualTo(6);
            assertThat(stock.placement().priorities().get(0).why()).isEqualTo("off");
        }
    }

    @Test
    void panicIsShown() {
        List<Endpoint> sick = new ArrayList<>();
        endpoints(3, 0, 0)
                .forEach(endpoint ->
                        sick.add(endpoint.toBuilder().health(Health.UNHEALTHY).build()));
        try (Mesh mesh = Mesh.builder()
                .service("orders", orders -> orders.endpoints(sick))
                .build()) {
            PriorityView only =
                    mesh.view().service("orders").placement().priorities().get(0);
            assertThat(only.panic()).isTrue();
            assertThat(only.percent()).isEqualTo(100);
        }
    }

    @Test
    void whereTheProcessRunsIsSaidOnceForAllServices() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("mesh.client.locality.zone", "a");
        properties.put("mesh.client.services.orders.endpoints", "orders:1");
        properties.put("mesh.client.services.stock.endpoints", "stock:1");
        properties.put("mesh.client.services.stock.locality.zone", "b");
        try (Mesh mesh = Mesh.builder().properties(properties).build()) {
            assertThat(mesh.view().service("orders").placement().own().zone()).isEqualTo("a");
            assertThat(mesh.view().service("stock").placement().own().zone()).isEqualTo("b");
        }
        assertThatThrownBy(() -> Mesh.builder()
                        .properties(Map.of("mesh.client.locality.mode", "weighted"))
                        .build())
                .hasMessageContaining("mesh.client.locality.mode")
                .hasMessageContaining("allowed: mesh.client.locality.{region,zone,sub-zone}");
    }

    @Test
    void anOwnServiceThatDoesNotExistStopsTheStart() {
        assertThatThrownBy(() -> Mesh.builder()
                        .service(
                                "orders",
                                orders -> orders.endpoints("orders:1")
                                        .locality(locality ->
                                                locality.mode("zone-aware").localService("shpo")))
                        .build())
                .hasMessageContaining("mesh.client.services.orders.locality.local-service = 'shpo'")
                .hasMessageContaining("is no service of this mesh; allowed: orders");
        assertThatThrownBy(() -> Mesh.builder()
                        .service(
                                "orders",
                                orders -> orders.endpoints("orders:1").locality(locality -> locality.weights("a=x")))
                        .build())
                .hasMessageContaining("has 'a=x', whose number is not a whole number");
    }

    private static List<Endpoint> endpoints(int a, int b, int worse) {
        List<Endpoint> all = new ArrayList<>();
        for (int i = 0; i < a + b + worse; i++) {
            all.add(Endpoint.builder("e" + i, 1)
                    .locality(new Locality("eu", i < a ? "a" : "b", ""))
                    .priority(i < a + b ? 0 : 1)
                    .build());
        }
        return all;
    }
}
