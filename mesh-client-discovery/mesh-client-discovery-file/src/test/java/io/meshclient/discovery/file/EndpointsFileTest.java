package io.meshclient.discovery.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file says, and what is said of one that says something else. */
class EndpointsFileTest {

    private static EndpointSet orders(String text) {
        return new EndpointsFile("list.yaml").parse(text, "orders");
    }

    @Test
    void ourOwnListCarriesEverything() {
        EndpointSet set = orders("""
                orders:
                  - 10.0.0.7:8080
                  - "[::1]:8080"
                  - host: 10.0.0.8
                    port: 8081
                    weight: 3
                    priority: 1
                    region: eu
                    zone: eu-a
                    sub-zone: rack-7
                    health: Draining
                    metadata: {version: 2, canary: true}
                stock: []
                """);
        assertThat(set.endpoints())
                .containsExactlyInAnyOrder(
                        Endpoint.parse("10.0.0.7:8080"),
                        Endpoint.parse("[::1]:8080"),
                        Endpoint.builder("10.0.0.8", 8081)
                                .weight(3)
                                .priority(1)
                                .locality(new Locality("eu", "eu-a", "rack-7"))
                                .health(Health.DRAINING)
                                .metadata(Map.of("version", "2", "canary", "true"))
                                .build());
        assertThat(new EndpointsFile("list.yaml").parse("orders: [a:1]\nstock: []", "stock"))
                .isEqualTo(EndpointSet.EMPTY);
    }

    @Test
    void jsonIsReadToo() {
        assertThat(orders("{\"orders\": [{\"host\": \"10.0.0.7\", \"port\": 80}, \"10.0.0.8:80\"]}")
                        .endpoints())
                .extracting(Endpoint::key)
                .containsExactlyInAnyOrder("10.0.0.7:80", "10.0.0.8:80");
    }

    @Test
    void prometheusGroupsBelongToTheirServiceOrToAll() {
        EndpointSet set = orders("""
                - targets: ['10.0.0.1:80', '10.0.0.2:80']
                  labels: {job: orders, __meta_kubernetes_node_zone: a, version: '2'}
                - targets: ['10.0.0.3:80']
                  labels: {job: orders, service: stock}
                - targets: ['10.0.0.4:80']
                """);
        assertThat(set.endpoints())
                .extracting(Endpoint::host)
                .containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2", "10.0.0.4");
        Endpoint first = set.endpoints().stream()
                .filter(endpoint -> endpoint.host().equals("10.0.0.1"))
                .findFirst()
                .orElseThrow();
        assertThat(first.locality().zone()).isEqualTo("a");
        assertThat(first.metadata()).containsEntry("version", "2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "stock: [a:1]             | has no service 'orders'; it has: [stock]",
                "orders: 7                | File list.yaml, orders: '7' is not allowed; allowed: a list of endpoints",
                "orders: [7]              | orders[0]: '7' is not allowed; allowed: host:port, or the keys",
                "orders: [a:1, 'b:x']     | orders[1]:",
                "orders: [{host: a}]      | orders[0]: Port 0 of endpoint a is not between 1 and 65535",
                "orders: [{hots: a}]      | orders[0].hots",
                "orders: [{host: a, port: x}]                | orders[0].port: 'x' is not allowed; allowed: a whole number",
                "orders: [{host: a, port: 1, health: ill}]   | allowed: healthy, degraded, draining, unhealthy, unknown",
                "orders: [{host: a, port: 1, metadata: [b]}] | orders[0].metadata",
                "orders: [a:1, | is neither YAML nor JSON",
                "`- targets: a:1`         | allowed: a group with 'targets'",
                "`- targets: [7]`         | [0].targets[0]: '7' is not allowed; allowed: host:port",
                "just text                | 'just text' is not allowed; allowed: services with their endpoints",
            })
    void whatIsWrongIsToldWithItsPlace(String text, String told) {
        assertThatThrownBy(() -> orders(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("list.yaml")
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n", "null"})
    void anEmptyFileIsNoEmptyList(String text) {
        assertThatThrownBy(() -> orders(text))
                .hasMessageContaining("is empty; a service without endpoints is written as");
    }

    @Test
    void aFewLinesDoNotFillTheHeap() {
        String bomb = "a: &a [x:1, x:1]\nb: &b [*a, *a]\nc: &c [*b, *b]\norders: *c\n";
        assertThatThrownBy(() -> orders(bomb)).hasMessageContaining("is neither YAML nor JSON");
    }

    /** Printed for the documentation; not asserted, as machines differ. */
    @Test
    void tenThousandEndpointsAreRead() {
        String text = "orders:\n"
                + IntStream.range(0, 10_000)
                        .mapToObj(i -> "  - {host: 10.0." + i / 250 + "." + i % 250
                                + ", port: 80, zone: a, metadata: {v: 1}}\n")
                        .collect(Collectors.joining());
        for (int warm = 0; warm < 5; warm++) {
            assertThat(orders(text).endpoints()).hasSize(10_000);
        }
        long begun = System.nanoTime();
        List<Endpoint> endpoints = orders(text).endpoints();
        System.out.printf(
                "file: %d endpoints in %d bytes read in %.1f ms%n",
                endpoints.size(), text.length(), (System.nanoTime() - begun) / 1e6);
    }
}
