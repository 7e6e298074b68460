package io.meshclient.spring.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Locality;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;

class InstanceMappingTest {

    private final InstanceMapping usual = InstanceMapping.of(Discoveries.settings(Map.of()));

    private static ServiceInstance instance(String id, String host, int port, Map<String, String> metadata) {
        return new DefaultServiceInstance(id, "orders", host, port, false, metadata);
    }

    private static ServiceInstance instance(Map<String, String> metadata) {
        return instance(null, "10.0.0.1", 80, metadata);
    }

    private Endpoint only(InstanceMapping mapping, ServiceInstance instance) throws RegistryException {
        List<Endpoint> all = mapping.answer("orders", List.of(instance)).set().endpoints();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void everyFactIsCarried() throws RegistryException {
        Map<String, String> metadata = Map.of("weight", "7", "zone", "eu-1a", "region", "eu-1", "build", "42");
        Answer answer = usual.answer(
                "orders",
                List.of(new DefaultServiceInstance("orders-1", "orders", "orders-1.eu", 8443, true, metadata)));
        Map<String, String> all = new HashMap<>(metadata);
        all.put("spring-cloud.instance-id", "orders-1");
        all.put("spring-cloud.secure", "true");
        assertThat(answer.set().endpoints())
                .containsExactly(Endpoint.builder("orders-1.eu", 8443)
                        .weight(7)
                        .locality(new Locality("eu-1", "eu-1a", ""))
                        .metadata(all)
                        .build());
        assertThat(answer.secure()).isTrue();
        assertThat(answer.leftOut()).isEmpty();
    }

    @Test
    void whatIsNotThereIsUnknown() throws RegistryException {
        assertThat(only(usual, instance(null))).isEqualTo(Endpoint.parse("10.0.0.1:80"));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "65535,65535", "70000,65535", "-1,1", "many,1", "' 3 ',3", "1.5,1", "'',1"})
    void weightsAreWholeNumbersWithinTheRange(String text, int weight) throws RegistryException {
        assertThat(only(usual, instance(Map.of("weight", text))).weight()).isEqualTo(weight);
    }

    @Test
    void kubernetesLabelsAreKnownAndTheShorterNamesCountFirst() throws RegistryException {
        Map<String, String> labels =
                Map.of("topology.kubernetes.io/zone", "eu-1b", "topology.kubernetes.io/region", "eu-1");
        assertThat(only(usual, instance(labels)).locality()).isEqualTo(new Locality("eu-1", "eu-1b", ""));
        Map<String, String> both = new HashMap<>(labels);
        both.put("zone", "own");
        both.put("region", " ");
        both.put("sub-zone", "rack-7");
        assertThat(only(usual, instance(both)).locality()).isEqualTo(new Locality("eu-1", "own", "rack-7"));
    }

    @Test
    void otherKeysCanBeNamed() throws RegistryException {
        InstanceMapping mapping = InstanceMapping.of(Discoveries.settings(
                Map.of("weight-keys", "share", "zone-keys", "dc, hall", "region-keys", "", "sub-zone-keys", "rack")));
        Endpoint endpoint = only(
                mapping,
                instance(Map.of("share", "9", "weight", "2", "hall", "h1", "region", "eu", "rack", "r1", "zone", "z")));
        assertThat(endpoint.weight()).isEqualTo(9);
        assertThat(endpoint.locality()).isEqualTo(new Locality("", "h1", "r1"));
    }

    @Test
    void nullsInMetadataAndBracketsAroundAddressesDoNotMatter() throws RegistryException {
        Map<String, String> metadata = new HashMap<>();
        metadata.put("zone", null);
        metadata.put(null, "x");
        assertThat(only(usual, instance(null, "[::1]", 80, metadata))).isEqualTo(Endpoint.parse("[::1]:80"));
    }

    @Test
    void ofTwoWithTheSameAddressTheFirstCounts() throws RegistryException {
        Answer answer = usual.answer(
                "orders", List.of(instance("a", "10.0.0.1", 80, null), instance("b", "10.0.0.1", 80, null)));
        assertThat(answer.set().endpoints())
                .singleElement()
                .satisfies(endpoint -> assertThat(endpoint.metadata()).containsEntry("spring-cloud.instance-id", "a"));
    }

    @Test
    void whoCannotBeCalledIsLeftOutAndNamed() throws RegistryException {
        Answer answer = usual.answer(
                "orders",
                Arrays.asList(
                        instance("no-port", "10.0.0.1", 0, null),
                        instance("high", "10.0.0.2", 65_536, null),
                        instance(null, "10.0.0.3", -1, null),
                        instance("no-host", null, 80, null),
                        null,
                        instance("well", "10.0.0.4", 80, null)));
        assertThat(answer.set().endpoints()).extracting(Endpoint::key).containsExactly("10.0.0.4:80");
        assertThat(answer.leftOut())
                .startsWith("Of the 6 instances of 'orders', 5 cannot be called: no-port: Port 0")
                .contains("high: Port 65536")
                .contains("one without id: Port -1")
                .endsWith("; …");
    }

    @Test
    void noInstanceIsAnAnswerButNoneThatCanBeCalledIsAFailure() throws RegistryException {
        assertThat(usual.answer("orders", List.of()).set()).isEqualTo(EndpointSet.EMPTY);
        assertThatThrownBy(() -> usual.answer("orders", List.of(instance("a", "10.0.0.1", 0, null))))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("Of the 1 instances of 'orders', 1 cannot be called: a: Port 0");
        assertThatThrownBy(() -> usual.answer("orders", null))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("answers null for 'orders'");
    }
}
