package io.meshclient.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.discovery.kubernetes.ServiceEndpoints.NoSuchPortException;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One set of many slices. */
class ServiceEndpointsTest {

    private static final Map<String, Integer> HTTP = Map.of("http", 80);

    private final List<Slice> slices = new ArrayList<>();

    private static Slice.Member member(String address, Health health, String pod) {
        return new Slice.Member(address, health, Locality.UNKNOWN, Map.of(), pod);
    }

    private static Slice.Member member(String address) {
        return member(address, Health.HEALTHY, null);
    }

    private ServiceEndpointsTest with(Slice.Kind kind, Map<String, Integer> ports, Slice.Member... members) {
        slices.add(new Slice("orders-" + slices.size(), kind, ports, List.of(members)));
        return this;
    }

    private EndpointSet set(String target, AddressFamily family) {
        return ServiceEndpoints.of(Target.parse(target), family, slices, "7");
    }

    private EndpointSet set(String target) {
        return set(target, AddressFamily.PREFER_IPV4);
    }

    private List<String> keys(String target, AddressFamily family) {
        return set(target, family).endpoints().stream()
                .map(Endpoint::key)
                .sorted()
                .toList();
    }

    private List<String> keys(String target) {
        return keys(target, AddressFamily.PREFER_IPV4);
    }

    @Test
    void theUnionOfAllSlicesIsTheSet() {
        with(Slice.Kind.IPV4, HTTP, member("10.0.0.1"), member("10.0.0.2"))
                .with(Slice.Kind.IPV4, HTTP, member("10.0.0.3"));

        assertThat(keys("orders")).containsExactly("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80");
        assertThat(set("orders").version()).isEqualTo("7");
    }

    @Test
    void whoStandsInTwoSlicesCountsOnceAndAsReady() {
        with(Slice.Kind.IPV4, HTTP, member("10.0.0.1", Health.DRAINING, "p"))
                .with(Slice.Kind.IPV4, HTTP, member("10.0.0.1", Health.HEALTHY, "p"));

        assertThat(set("orders").endpoints())
                .containsExactly(
                        Endpoint.builder("10.0.0.1", 80).health(Health.HEALTHY).build());
    }

    @Test
    void aPodsPortMayDifferFromSliceToSlice() {
        with(Slice.Kind.IPV4, Map.of("http", 8080), member("10.0.0.1"))
                .with(Slice.Kind.IPV4, Map.of("http", 8081, "metrics", 9090), member("10.0.0.2"));

        assertThat(keys("orders:http")).containsExactly("10.0.0.1:8080", "10.0.0.2:8081");
        assertThat(keys("orders")).containsExactly("10.0.0.1:8080", "10.0.0.2:8081");
        assertThat(keys("orders:metrics")).containsExactly("10.0.0.2:9090");
        assertThat(keys("orders:8081")).containsExactly("10.0.0.2:8081");
    }

    @Test
    void theOnlyPortNeedsNoName() {
        with(Slice.Kind.IPV4, Map.of("grpc", 9000), member("10.0.0.1"));
        assertThat(keys("orders")).containsExactly("10.0.0.1:9000");
        slices.clear();
        with(Slice.Kind.IPV4, Map.of("", 9000), member("10.0.0.1"));
        assertThat(keys("orders")).containsExactly("10.0.0.1:9000");
    }

    @Test
    void ofSeveralPortsOneHasToBeNamed() {
        with(Slice.Kind.IPV4, Map.of("grpc", 9000, "admin", 9001), member("10.0.0.1"));

        assertThatThrownBy(() -> set("orders.shop"))
                .isInstanceOf(NoSuchPortException.class)
                .hasMessage("Service orders has the ports [admin, grpc], and none is named http: say which, such as"
                        + " orders.shop:admin");
        assertThatThrownBy(() -> set("orders:web"))
                .isInstanceOf(NoSuchPortException.class)
                .hasMessage("Service orders has no TCP port 'web'; it has: [admin, grpc]");
    }

    @Test
    void withoutAPortNothingCanBeCalled() {
        with(Slice.Kind.IPV4, Map.of(), member("10.0.0.1"));
        assertThatThrownBy(() -> set("orders")).hasMessageContaining("has no TCP port: a headless service needs one");
    }

    @Test
    void withoutEndpointsTheSetIsEmptyWhateverThePorts() {
        with(Slice.Kind.IPV4, Map.of());
        assertThat(set("orders:http").isEmpty()).isTrue();
        slices.clear();
        assertThat(set("orders").isEmpty()).isTrue();
    }

    @Test
    void aDualStackPodCountsOnce() {
        with(Slice.Kind.IPV4, HTTP, member("10.0.0.1", Health.HEALTHY, "a"))
                .with(
                        Slice.Kind.IPV6,
                        HTTP,
                        member("fd00::1", Health.HEALTHY, "a"),
                        member("fd00::2", Health.HEALTHY, "b"));

        assertThat(keys("orders", AddressFamily.PREFER_IPV4)).containsExactly("10.0.0.1:80", "[fd00::2]:80");
        assertThat(keys("orders", AddressFamily.PREFER_IPV6)).containsExactly("[fd00::1]:80", "[fd00::2]:80");
        assertThat(keys("orders", AddressFamily.IPV4)).containsExactly("10.0.0.1:80");
        assertThat(keys("orders", AddressFamily.IPV6)).containsExactly("[fd00::1]:80", "[fd00::2]:80");
    }

    @Test
    void withoutPodsThePreferredFamilyCountsIfThereIsOne() {
        with(Slice.Kind.IPV4, HTTP, member("10.0.0.1")).with(Slice.Kind.IPV6, HTTP, member("fd00::1"));

        assertThat(keys("orders", AddressFamily.PREFER_IPV4)).containsExactly("10.0.0.1:80");
        assertThat(keys("orders", AddressFamily.PREFER_IPV6)).containsExactly("[fd00::1]:80");
        slices.remove(0);
        assertThat(keys("orders", AddressFamily.PREFER_IPV4)).containsExactly("[fd00::1]:80");
        assertThat(keys("orders", AddressFamily.IPV4)).isEmpty();
    }

    @Test
    void namesAreUsedWhateverTheFamily() {
        with(Slice.Kind.FQDN, HTTP, member("orders.example.com"));
        assertThat(keys("orders", AddressFamily.IPV6)).containsExactly("orders.example.com:80");
    }
}
