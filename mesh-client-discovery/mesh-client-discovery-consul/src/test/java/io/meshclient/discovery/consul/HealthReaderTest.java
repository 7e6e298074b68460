package io.meshclient.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From Consul's JSON to endpoints. */
class HealthReaderTest {

    /** What 1.8.7 sends, with the fields of later versions that are read. */
    private static final String FULL = """
            [{"Node":{"ID":"","Node":"n7","Address":"192.0.2.7","Datacenter":"dc1",
               "TaggedAddresses":{"lan":"192.0.2.7","wan":"203.0.113.7"},
               "Meta":{"region":"eu","zone":"eu-1","rack":"r7","area":"north"},"CreateIndex":5,"ModifyIndex":6},
              "Service":{"ID":"orders-7","Service":"orders","Tags":["v2","green"],"Address":"10.0.0.7",
               "TaggedAddresses":{"lan":{"Address":"10.0.0.7","Port":8080},"wan":{"Address":"203.0.113.77","Port":443}},
               "Meta":{"version":"2"},"Port":8080,"Weights":{"Passing":10,"Warning":3},"EnableTagOverride":false,
               "Proxy":{"MeshGateway":{},"Expose":{}},"Connect":{},"CreateIndex":8,"ModifyIndex":9},
              "Checks":[{"Node":"n7","CheckID":"serfHealth","Name":"Serf","Status":"passing","Definition":{}},
               {"Node":"n7","CheckID":"service:orders-7","Status":"passing","ServiceTags":["v2"]}]}]
            """;

    private static Endpoint only(String document, Map<String, String> settings) throws IOException {
        HealthReader.Instances instances = Texts.read(document, settings);
        assertThat(instances.endpoints()).hasSize(1);
        assertThat(instances.leftOut()).isEmpty();
        return instances.endpoints().get(0);
    }

    @Test
    void anInstanceWithAllItHas() throws IOException {
        assertThat(only(FULL, Map.of()))
                .isEqualTo(Endpoint.builder("10.0.0.7", 8080)
                        .weight(10)
                        .locality(new Locality("eu", "eu-1", "r7"))
                        .health(Health.HEALTHY)
                        .metadata(Map.of("version", "2", "consul.node", "n7", "consul.tags", "v2,green"))
                        .build());
    }

    @Test
    void theKeysOfTheLocalityAreTheUsersChoice() throws IOException {
        assertThat(only(FULL, Map.of("locality.region-key", "nowhere", "locality.zone-key", "area"))
                        .locality())
                .isEqualTo(new Locality("dc1", "north", "r7"));
    }

    @Test
    void metadataOfTheInstanceCountMoreThanItsNodes() throws IOException {
        String zoned = FULL.replace("\"Meta\":{\"version\"", "\"Meta\":{\"zone\":\"eu-9\",\"version\"");
        assertThat(only(zoned, Map.of()).locality()).isEqualTo(new Locality("eu", "eu-9", "r7"));
        String node = zoned.replace(
                "\"Meta\":{\"region\"", "\"Locality\":{\"Region\":\"us\",\"Zone\":\"us-2\"},\"Meta\":{\"region\"");
        assertThat(only(node, Map.of()).locality()).isEqualTo(new Locality("us", "eu-9", ""));
    }

    @Test
    void aLocalityOfTheInstanceCountsMoreThanMetadata() throws IOException {
        String located = FULL.replace(
                "\"Meta\":{\"version\"", "\"Locality\":{\"Region\":\"us\",\"Zone\":\"us-1\"},\"Meta\":{\"version\"");
        assertThat(only(located, Map.of()).locality()).isEqualTo(new Locality("us", "us-1", ""));
        String node = FULL.replace(
                "\"Meta\":{\"region\"", "\"Locality\":{\"Region\":\"us\",\"Zone\":\"us-2\"},\"Meta\":{\"region\"");
        assertThat(only(node, Map.of()).locality()).isEqualTo(new Locality("us", "us-2", ""));
    }

    @Test
    void theAddressIsTheServicesElseTheNodes() throws IOException {
        String without = FULL.replace("\"Address\":\"10.0.0.7\",\n", "\"Address\":\"\",\n");
        assertThat(without).isNotEqualTo(FULL);
        assertThat(only(without, Map.of()).key()).isEqualTo("192.0.2.7:8080");
    }

    @Test
    void aTaggedAddressIsUsedWhereThereIsOne() throws IOException {
        Map<String, String> wan = Map.of("tagged-address", "wan");
        assertThat(only(FULL, wan).key()).isEqualTo("203.0.113.77:443");
        assertThat(only(FULL, Map.of("tagged-address", "virtual")).key()).isEqualTo("10.0.0.7:8080");
        String nodeOnly = FULL.replace("\"Address\":\"10.0.0.7\",\n", "\n")
                .replace("\"wan\":{\"Address\":\"203.0.113.77\",\"Port\":443}", "\"x\":{}");
        assertThat(only(nodeOnly, wan).key()).isEqualTo("203.0.113.7:8080");
    }

    @ParameterizedTest
    @CsvSource({
        "serfHealth=passing, HEALTHY, HEALTHY, 10",
        "a=passing;b=warning, , DEGRADED, 3",
        "a=critical, , ,",
        "a=warning;b=critical, , ,",
        "a=something-new, , ,",
        "_node_maintenance=critical, DRAINING, DRAINING, 10",
        "_service_maintenance:x=critical;a=passing, DRAINING, DRAINING, 10",
        "_service_maintenance:x=critical;a=warning, DRAINING, DRAINING, 10",
        "_service_maintenance:x=critical;a=critical, , ,",
        "_service_maintenance:x=passing, HEALTHY, HEALTHY, 10",
    })
    void checksDecide(String checks, Health passingOnly, Health warningToo, Integer weight) throws IOException {
        String document = "[" + Texts.instance("10.0.0.1", 80, checks.split(";")) + "]";
        assertHealth(document, Map.of(), passingOnly, weight);
        assertHealth(document, Map.of("passing-only", "false"), warningToo, weight);
    }

    private static void assertHealth(String document, Map<String, String> settings, Health health, Integer weight)
            throws IOException {
        if (health == null) {
            assertThat(Texts.read(document, settings).endpoints()).isEmpty();
            return;
        }
        assertThat(only(document, settings).health()).isEqualTo(health);
        assertThat(only(document, settings).weight()).isEqualTo(weight);
    }

    @Test
    void whatIsMissingOrNullIsLeftOut() throws IOException {
        Endpoint bare = only(
                "[{\"Node\":{\"Address\":\"::1\",\"Meta\":null},\"Service\":{\"Tags\":null,\"Meta\":null,"
                        + "\"TaggedAddresses\":null,\"Weights\":null,\"Port\":80},\"Checks\":null}]",
                Map.of());
        assertThat(bare)
                .isEqualTo(Endpoint.builder("::1", 80).health(Health.HEALTHY).build());
    }

    @Test
    void weightsStayWithinBounds() throws IOException {
        String huge = Texts.instance("10.0.0.1", 80).replace("\"Passing\":10", "\"Passing\":2000000");
        assertThat(only("[" + huge + "]", Map.of()).weight()).isEqualTo(Endpoint.MAX_WEIGHT);
        String nothing = Texts.instance("10.0.0.1", 80, "a=warning").replace("\"Warning\":3", "\"Warning\":0");
        assertThat(only("[" + nothing + "]", Map.of("passing-only", "false")).weight())
                .isZero();
    }

    @Test
    void instancesThatCannotBeCalledAreLeftOutAndNamed() throws IOException {
        HealthReader.Instances instances =
                Texts.read("[" + Texts.instance("10.0.0.1", 0) + "," + Texts.instance("10.0.0.2", 80) + "]", Map.of());
        assertThat(instances.endpoints()).extracting(Endpoint::key).containsExactly("10.0.0.2:80");
        assertThat(instances.leftOut())
                .isEqualTo("1 of 2 instances of 'orders' in Consul cannot be called, the first is 10.0.0.1: it has no"
                        + " port");
        assertThatThrownBy(() -> Texts.read("[" + Texts.instance("bad host", 80) + "]", Map.of()))
                .isInstanceOf(ConsulException.class)
                .hasMessageContaining("1 of 1 instances of 'orders'")
                .hasMessageContaining("has the character ' '");
    }

    @Test
    void localitiesAreShared() throws IOException {
        List<Endpoint> two = Texts.read(
                        "[" + Texts.instance("10.0.0.1", 80) + "," + Texts.instance("10.0.0.2", 80) + "]", Map.of())
                .endpoints();
        assertThat(two.get(0).locality()).isSameAs(two.get(1).locality());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "\"text\"",
                "<html>no agent</html>",
                "[{\"Service\":{\"Port\":80}",
                "[7]",
                "[{\"Service\":[]}]",
                "[{\"Service\":{\"Port\":\"80\"}}]",
                "[{\"Service\":{\"Port\":99999999999}}]",
                "[{\"Service\":{\"Meta\":{\"a\":1}}}]",
                "[{\"Service\":{\"Tags\":\"a\"}}]",
                "[{\"Node\":{\"Address\":7}}]",
                "[{\"Checks\":[{\"Status\":true}]}]",
                "[] []",
            })
    void anythingElseIsAFailureThatSaysWhatIsWrong(String document) {
        assertThatThrownBy(() -> Texts.read(document, Map.of()))
                .isInstanceOf(ConsulException.class)
                .hasMessageStartingWith("Consul's answer ");
    }

    @Test
    void aDeepDocumentIsAFailureAndNoOverflow() {
        String deep = "[{\"Service\":{\"New\":" + "[".repeat(100_000);
        assertThatThrownBy(() -> Texts.read(deep, Map.of())).isInstanceOf(ConsulException.class);
    }
}
