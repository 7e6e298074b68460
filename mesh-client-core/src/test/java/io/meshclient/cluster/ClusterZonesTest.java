package io.meshclient.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.balance.PickArgs;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import io.meshclient.observe.MeshObserver;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.stats.LoadReport;
import io.meshclient.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Zones of a running cluster: where the callers are comes from the configuration, or from the caller's own service. */
final class ClusterZonesTest {

    private final VirtualTime time = new VirtualTime();
    private final Map<String, Cluster> mesh = new HashMap<>();

    @Test
    void theConfigurationMaySayWhereTheCallersAre() {
        Cluster orders = cluster(
                "orders", s -> s.locality(l -> l.mode("zone-aware").zone("a").localZones("a=1", "b=1")));
        orders.update(zones(3, 3));
        assertThat(shareOf(orders, "a")).isEqualTo(1);
    }

    @Test
    void theEndpointsOfTheOwnServiceSayItWithinASecond() {
        Cluster shop = cluster("shop", s -> {});
        shop.update(zones(1, 1));
        Cluster orders = cluster(
                "orders", s -> s.locality(l -> l.mode("zone-aware").zone("a").localService("shop")));
        orders.update(zones(3, 3));
        assertThat(shareOf(orders, "a")).isEqualTo(1);

        shop.update(zones(3, 1)); // three quarters of the callers are here, and half of the endpoints
        assertThat(shareOf(orders, "a")).as("not yet looked").isEqualTo(1);
        time.advance(Duration.ofSeconds(1));
        assertThat(shareOf(orders, "a")).isBetween(0.62, 0.71);

        orders.reconfigure(config("orders", s -> {}));
        time.advance(Duration.ofSeconds(5));
        assertThat(shareOf(orders, "a")).as("switched off").isBetween(0.45, 0.55);
    }

    @Test
    void aSickInstanceOfTheOwnServiceDoesNotCall() {
        Cluster shop = cluster("shop", s -> {});
        List<Endpoint> half = new ArrayList<>(zones(2, 1).endpoints());
        half.set(0, half.get(0).toBuilder().health(Health.UNHEALTHY).build());
        shop.update(EndpointSet.of(half));
        Cluster orders = cluster(
                "orders", s -> s.locality(l -> l.mode("zone-aware").zone("a").localService("shop")));
        orders.update(zones(3, 3));
        assertThat(shareOf(orders, "a")).isEqualTo(1);
    }

    @Test
    @DisplayName("Pain 18: one feature switches another on")
    void anOwnServiceThatIsNotThereSwitchesNothingOn() {
        Cluster orders = cluster(
                "orders", s -> s.locality(l -> l.mode("zone-aware").zone("a").localService("shop")));
        orders.update(zones(3, 3));
        assertThat(shareOf(orders, "a")).isBetween(0.45, 0.55);
        cluster("shop", s -> {}).update(zones(1, 1));
        time.advance(Duration.ofSeconds(1));
        assertThat(shareOf(orders, "a")).isEqualTo(1);
    }

    @Test
    void weightsOfZonesMayComeWithTheEndpoints() {
        Cluster orders = cluster("orders", s -> s.locality(l -> l.mode("weighted")));
        List<Endpoint> endpoints = new ArrayList<>();
        for (Endpoint endpoint : zones(2, 2).endpoints()) {
            String weight = endpoint.locality().zone().equals("a") ? "4" : "1";
            endpoints.add(endpoint.toBuilder()
                    .metadata(Map.of("locality-weight", weight))
                    .build());
        }
        orders.update(EndpointSet.of(endpoints));
        assertThat(shareOf(orders, "a")).isBetween(0.76, 0.84);
    }

    @Test
    void callsLeaveTheOwnZoneWhenItsEndpointsReportThatTheyAreBusy() {
        Cluster orders =
                cluster("orders", s -> s.locality(l -> l.mode("load-aware").zone("a")));
        orders.update(zones(3, 3));
        assertThat(orders.wantsReports()).isTrue();
        report(orders, 0.2, 0.2);
        assertThat(shareOf(orders, "a")).as("the same load").isGreaterThan(0.9);

        for (int second = 0; second < 60; second++) {
            report(orders, 0.9, 0.2);
        }
        assertThat(shareOf(orders, "a"))
                .as("a tenth of the room against four fifths")
                .isLessThan(0.25);

        time.advance(Duration.ofMinutes(4));
        assertThat(shareOf(orders, "a"))
                .as("old reports: by the number of endpoints")
                .isBetween(0.45, 0.55);

        orders.reconfigure(config("orders", s -> {}));
        assertThat(orders.wantsReports()).isFalse();
    }

    /** Each endpoint of a zone says how busy it is, and the second after it is over. */
    private void report(Cluster cluster, double a, double b) {
        for (EndpointState state : cluster.states()) {
            double busy = state.locality().zone().equals("a") ? a : b;
            cluster.reported(state, new LoadReport(Map.of(LoadReport.APPLICATION, busy)), false, time.nanos());
        }
        time.advance(Duration.ofSeconds(1));
    }

    private Cluster cluster(String name, Consumer<ServiceConfig.Builder> edit) {
        Cluster cluster = new Cluster(config(name, edit), time.runtime(), new MeshObserver() {}, gone -> {}, mesh::get);
        mesh.put(name, cluster);
        return cluster;
    }

    /** A mesh checks that the own service is one of its own; here clusters are made one by one. */
    private static ServiceConfig config(String name, Consumer<ServiceConfig.Builder> edit) {
        return io.meshclient.policy.MeshConfig.builder()
                .service("shop", s -> s.endpoints("unused:1"))
                .service(name, s -> edit.accept(s.endpoints("unused:1")))
                .build()
                .service(name);
    }

    private static EndpointSet zones(int a, int b) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < a + b; i++) {
            endpoints.add(Endpoint.builder("e" + i, 1)
                    .locality(new Locality("eu", i < a ? "a" : "b", ""))
                    .build());
        }
        return EndpointSet.of(endpoints);
    }

    private double shareOf(Cluster cluster, String zone) {
        int count = 0;
        for (int i = 0; i < 2_000; i++) {
            Choice choice = cluster.admit(new PickArgs(time.random()), time.nanos());
            Objects.requireNonNull(choice.admission()).end();
            EndpointState picked = Objects.requireNonNull(choice.endpoint());
            count += picked.locality().zone().equals(zone) ? 1 : 0;
        }
        return count / 2_000.0;
    }
}
