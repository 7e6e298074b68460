package io.meshclient.discovery.eureka;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.discovery.eureka.Draft.Port;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTest {

    @ParameterizedTest
    @CsvSource({
        "UP, HEALTHY",
        "up, HEALTHY",
        ", HEALTHY",
        "OUT_OF_SERVICE, DRAINING",
        "DOWN, UNHEALTHY",
        "UNKNOWN, UNHEALTHY",
        "SOMETHING_NEW, UNHEALTHY"
    })
    void statusesBecomeHealth(String status, Health health) {
        assertThat(endpoint(Texts.USUAL, draft -> draft.status = status).health())
                .isEqualTo(health);
    }

    @Test
    void anInstanceThatStartsIsNoEndpointYetButCounts() {
        Instance instance = instance(Texts.USUAL, draft -> draft.status = "STARTING");

        assertThat(instance.endpoint()).isNull();
        assertThat(instance.unusable()).isNull();
        assertThat(Registry.of(java.util.List.of(new Change(false, instance))).hash())
                .isEqualTo("STARTING_1_");
    }

    @Test
    void theSecurePortIsUsedWhenItIsEnabledAndAskedForOrTheOnlyOne() {
        Mapping secure = new Mapping(true, false, "");
        Consumer<Draft> both = draft -> draft.securePort = new Port(8443, true);
        Consumer<Draft> disabled = draft -> draft.securePort = new Port(8443, false);
        Consumer<Draft> only = both.andThen(draft -> draft.port = new Port(8080, false));

        assertThat(endpoint(secure, both).port()).isEqualTo(8443);
        assertThat(endpoint(secure, disabled).port()).isEqualTo(8080);
        assertThat(endpoint(Texts.USUAL, both).port()).isEqualTo(8080);
        assertThat(endpoint(Texts.USUAL, only).port()).isEqualTo(8443);
        assertThat(instance(Texts.USUAL, disabled.andThen(draft -> draft.port = null))
                        .unusable())
                .contains("neither its port nor its secure port is enabled");
    }

    @Test
    void theHostNameIsUsedUnlessTheAddressIsPreferred() {
        assertThat(endpoint(Texts.USUAL, draft -> {}).host()).isEqualTo("orders-1");
        assertThat(endpoint(new Mapping(false, true, ""), draft -> {}).host()).isEqualTo("10.0.0.1");
        assertThat(endpoint(Texts.USUAL, draft -> draft.hostName = " ").host()).isEqualTo("10.0.0.1");
    }

    @Test
    void zoneAndRegionBecomeTheLocality() {
        Mapping mapping = new Mapping(false, false, "eu");

        assertThat(endpoint(mapping, draft -> draft.metadata.put("zone", "eu-1"))
                        .locality())
                .isEqualTo(new Locality("eu", "eu-1", ""));
        assertThat(endpoint(mapping, draft -> draft.metadata.put("region", "us"))
                        .locality())
                .isEqualTo(new Locality("us", "", ""));
        assertThat(endpoint(mapping, draft -> draft.dataCenter.put("availability-zone", "eu-2"))
                        .locality())
                .isEqualTo(new Locality("eu", "eu-2", ""));
        assertThat(endpoint(Texts.USUAL, draft -> {}).locality()).isEqualTo(Locality.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "0, 0", "-1, 1", "x, 1", "100000, 65535"})
    void aWeightInTheMetadataCountsIfItIsOne(String text, int weight) {
        assertThat(endpoint(Texts.USUAL, draft -> draft.metadata.put("weight", text))
                        .weight())
                .isEqualTo(weight);
    }

    @Test
    void virtualAddressesAreKnownInAnyCase() {
        Consumer<Draft> vips = draft -> {
            draft.vips = "orders, Legacy";
            draft.secureVips = "safe";
        };

        assertThat(instance(Texts.USUAL, vips).vips()).containsExactlyInAnyOrder("ORDERS", "LEGACY");
        assertThat(instance(new Mapping(true, false, ""), vips).vips())
                .containsExactlyInAnyOrder("ORDERS", "LEGACY", "SAFE");
    }

    @Test
    void theIdIsThatOfAmazonOrTheHostNameWhereThereIsNone() {
        assertThat(instance(Texts.USUAL, draft -> draft.id = null).id()).isEqualTo("orders-1");
        assertThat(instance(Texts.USUAL, draft -> {
                            draft.id = null;
                            draft.dataCenter.put("instance-id", "i-1");
                        })
                        .id())
                .isEqualTo("i-1");
    }

    @Test
    void metadataAreCarried() {
        assertThat(endpoint(Texts.USUAL, draft -> draft.metadata.putAll(Map.of("a", "1", "b", "2")))
                        .metadata())
                .isEqualTo(Map.of("a", "1", "b", "2"));
    }

    private static Endpoint endpoint(Mapping mapping, Consumer<Draft> edit) {
        Endpoint endpoint = instance(mapping, edit).endpoint();
        assertThat(endpoint).isNotNull();
        return endpoint;
    }

    private static Instance instance(Mapping mapping, Consumer<Draft> edit) {
        Draft draft = new Draft();
        draft.application = "orders";
        draft.id = "orders-1:8080";
        draft.hostName = "orders-1";
        draft.address = "10.0.0.1";
        draft.port = new Port(8080, true);
        edit.accept(draft);
        Change change = mapping.change(draft);
        assertThat(change).isNotNull();
        return change.instance();
    }
}
