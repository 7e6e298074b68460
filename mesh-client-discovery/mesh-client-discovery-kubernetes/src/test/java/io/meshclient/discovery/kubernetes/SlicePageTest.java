package io.meshclient.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of a list, and what is said when it is none. */
class SlicePageTest {

    private static SlicePage read(String json) throws IOException {
        return SlicePage.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static String list(String... slices) {
        return "{\"kind\":\"EndpointSliceList\",\"metadata\":{\"resourceVersion\":\"77\",\"continue\":\"more\"},\"items\":["
                + String.join(",", slices) + "]}";
    }

    private static Slice.Member member(Map<String, String> members) throws IOException {
        SlicePage page = read(list(Json.of("a", "orders")
                .port("http", 80)
                .endpoint("10.0.0.1", members)
                .build()));
        return page.slices().get(0).members().get(0);
    }

    @Test
    void everythingThatMattersIsRead() throws IOException {
        Slice.Member member = member(
                Map.of(
                        "conditions", "{\"ready\":true,\"serving\":true,\"terminating\":false}",
                        "zone", "\"eu-1a\"",
                        "nodeName", "\"node-3\"",
                        "targetRef", "{\"kind\":\"Pod\",\"name\":\"orders-7\",\"uid\":\"u-7\"}",
                        "hints",
                                "{\"forZones\":[{\"name\":\"eu-1a\"},{\"name\":\"eu-1b\"}],\"forNodes\":[{\"name\":\"node-3\"}]}"));

        assertThat(member)
                .isEqualTo(new Slice.Member(
                        "10.0.0.1",
                        Health.HEALTHY,
                        new Locality("", "eu-1a", ""),
                        Map.of(
                                KubernetesDiscovery.POD, "orders-7",
                                KubernetesDiscovery.NODE, "node-3",
                                KubernetesDiscovery.FOR_ZONES, "eu-1a,eu-1b",
                                KubernetesDiscovery.FOR_NODES, "node-3"),
                        "u-7"));
        SlicePage page = read(list(Json.slice("a", "orders", 80, List.of("10.0.0.1"))));
        assertThat(page.resourceVersion()).isEqualTo("77");
        assertThat(page.next()).isEqualTo("more");
        assertThat(page.slices().get(0).ports()).isEqualTo(Map.of("http", 80));
    }

    @Test
    void v1beta1HasItsZoneElsewhere() throws IOException {
        Slice.Member member = member(Map.of(
                "topology",
                "{\"topology.kubernetes.io/zone\":\"eu-1a\",\"topology.kubernetes.io/region\":\"eu-1\","
                        + "\"kubernetes.io/hostname\":\"node-3\"}"));

        assertThat(member.locality()).isEqualTo(new Locality("eu-1", "eu-1a", ""));
        assertThat(member.metadata()).containsEntry(KubernetesDiscovery.NODE, "node-3");
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, false, HEALTHY",
        "true, , , HEALTHY",
        "true, true, true, HEALTHY", // publishNotReadyAddresses: ready overrides
        "false, true, true, DRAINING",
        "false, false, true, ",
        "false, true, false, ",
        "false, , , ",
        ", , , UNKNOWN"
    })
    void conditionsSayWhoIsCalled(String ready, String serving, String terminating, Health expected)
            throws IOException {
        String conditions = "{\"ready\":" + ready + ",\"serving\":" + serving + ",\"terminating\":" + terminating + "}";
        Slice slice = read(list(Json.of("a", "orders")
                        .port("http", 80)
                        .endpoint("10.0.0.1", Map.of("conditions", conditions))
                        .build()))
                .slices()
                .get(0);

        assertThat(slice.members().stream().map(Slice.Member::health).toList())
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void onlyTcpPortsWithANumberCount() throws IOException {
        Slice slice = read(list(Json.of("a", "orders")
                        .port("http", 80)
                        .rawPort("{\"name\":\"dns\",\"protocol\":\"UDP\",\"port\":53}")
                        .rawPort("{\"name\":\"all\",\"protocol\":\"TCP\",\"port\":null}")
                        .rawPort("{\"port\":81}")
                        .build()))
                .slices()
                .get(0);

        assertThat(slice.ports()).isEqualTo(Map.of("http", 80, "", 81));
    }

    @Test
    void absentListsAreEmpty() throws IOException {
        Slice slice = read(list(
                        "{\"metadata\":{\"name\":\"a\"},\"addressType\":\"IPv6\",\"endpoints\":null,\"ports\":null}"))
                .slices()
                .get(0);

        assertThat(slice).isEqualTo(new Slice("a", Slice.Kind.IPV6, Map.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is no list of EndpointSlices",
                "{} | is no list of EndpointSlices",
                "{\"kind\":\"Status\"} | is no list of EndpointSlices",
                "<html>login</html> | is no whole JSON",
                "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[{\"metadata\":{\"name\":\"a\"} | is no whole JSON",
                "[] | has start array where the answer should be an object",
                "{\"items\":{}} | has start object where items should be a list",
                "{\"items\":[7]} | has value number int where an object of the API should be an object",
                "{\"items\":[{\"endpoints\":\"x\"}]} | has value string where endpoints should be a list",
                "{\"items\":[{\"endpoints\":[{\"addresses\":[1]}]}]} | where an address should be a text",
                "{\"items\":[{\"endpoints\":[{\"conditions\":{\"ready\":\"yes\"}}]}]} | where ready should be true or false",
                "{\"items\":[{\"ports\":[{\"port\":\"80\"}]}]} | where port should be a whole number",
                "{\"items\":[{\"ports\":[{\"port\":99999999999}]}]} | is no whole JSON",
                "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[{\"metadata\":{\"name\":\"a\"},\"addressType\":\"MAC\"}]} | the unknown address type 'MAC'",
                "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[{\"addressType\":\"IPv4\"}]} | without a name"
            })
    void whatIsNoListIsSaidToBeNone(String json, String why) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(BadAnswerException.class)
                .hasMessageContaining(why);
    }

    @Test
    void nestingHasAnEnd() {
        String deep = "{\"x\":" + "[".repeat(100) + "]".repeat(100) + "}";
        assertThatThrownBy(() -> read(deep)).isInstanceOf(BadAnswerException.class);
    }
}
