package io.meshclient.discovery.eureka;

import static io.meshclient.discovery.eureka.Texts.application;
import static io.meshclient.discovery.eureka.Texts.instance;
import static io.meshclient.discovery.eureka.Texts.only;
import static io.meshclient.discovery.eureka.Texts.read;
import static io.meshclient.discovery.eureka.Texts.registry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.Health;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

    @Test
    void anAnswerOfTheUsualKindIsRead() throws IOException {
        Answer answer = read(registry(
                "DOWN_1_UP_2_",
                application("ORDERS", instance("ORDERS", "a", 80, "UP"), instance("ORDERS", "b", 81, "DOWN")),
                application("STOCK", instance("STOCK", "c", 82, "UP"))));

        assertThat(answer.hash()).isEqualTo("DOWN_1_UP_2_");
        assertThat(answer.changes())
                .extracting(change -> change.instance().id())
                .containsExactly("a:80", "b:81", "c:82");
        assertThat(answer.changes()).noneMatch(Change::deleted);
        assertThat(answer.changes().get(0).instance().endpoint())
                .isEqualTo(Endpoint.builder("a", 80).health(Health.HEALTHY).build());
    }

    @Test
    void oneElementInPlaceOfAListIsRead() throws IOException {
        String text = "{\"applications\":{\"versions__delta\":1,\"apps__hashcode\":\"UP_1_\",\"application\":"
                + "{\"name\":\"ORDERS\",\"instance\":{\"hostName\":\"a\",\"app\":\"ORDERS\",\"status\":\"UP\","
                + "\"port\":{\"@enabled\":true,\"$\":\"80\"},\"securePort\":{\"@enabled\":\"false\",\"$\":\"443\"}}}}}";

        Instance instance = only(read(text));

        assertThat(instance.id()).isEqualTo("a");
        assertThat(instance.endpoint())
                .isEqualTo(Endpoint.builder("a", 80).health(Health.HEALTHY).build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"applications\":{\"versions__delta\":\"1\",\"apps__hashcode\":\"\",\"application\":[]}}",
                "{\"applications\":{\"versions__delta\":1,\"apps__hashcode\":\"\"}}",
                "{\"applications\":{\"apps__hashcode\":\"\",\"application\":\"\"}}",
                "{\"applications\":{\"apps__hashcode\":\"\",\"application\":null}}",
                "{\"applications\":{\"apps__hashcode\":\"\",\"application\":{\"name\":\"A\",\"instance\":[]}}}"
            })
    void anEmptyRegistryIsReadInEachOfItsForms(String text) throws IOException {
        Answer answer = read(text);

        assertThat(answer.changes()).isEmpty();
        assertThat(answer.hash()).isEmpty();
    }

    @Test
    void theApplicationsNameCountsWhereTheInstanceHasNone() throws IOException {
        Answer answer = read("{\"applications\":{\"application\":{\"instance\":{\"hostName\":\"a\",\"port\":80},"
                + "\"name\":\"Orders\"}}}");

        assertThat(only(answer).application()).isEqualTo("ORDERS");
        assertThat(only(answer).endpoint()).extracting(Endpoint::key).isEqualTo("a:80");
        assertThat(answer.hash()).isNull();
    }

    @Test
    void deletionsAreTold() throws IOException {
        String gone = instance("ORDERS", "a", 80, "UP", "DELETED", "{}");

        assertThat(read(registry("", application("ORDERS", gone))).changes()).allMatch(Change::deleted);
    }

    @Test
    void metadataAreCarriedWithoutTheNamesOfClasses() throws IOException {
        String text = instance(
                "ORDERS",
                "a",
                80,
                "UP",
                "ADDED",
                "{\"@class\":\"java.util.HashMap\",\"zone\":\"z1\",\"build\":7,\"blue\":true,\"no\":null,\"deep\":{\"x\":1}}");

        assertThat(only(read(registry("UP_1_", application("ORDERS", text)))).endpoint())
                .extracting(Endpoint::metadata)
                .isEqualTo(Map.of("zone", "z1", "build", "7", "blue", "true"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"hostName\":[1,2]", "\"port\":{\"$\":\"x\"}", "\"port\":{\"$\":99999}", "\"hostName\":\"a b\""
            })
    void whatOneInstanceHasWrongHarmsNoOther(String wrong) throws IOException {
        String broken = "{\"instanceId\":\"broken\",\"app\":\"ORDERS\",\"port\":80,\"status\":\"UP\"," + wrong + "}";

        Answer answer = read(registry("UP_2_", application("ORDERS", broken, instance("ORDERS", "b", 81, "UP"))));

        assertThat(answer.changes()).hasSize(2);
        assertThat(answer.changes().get(0).instance().endpoint()).isNull();
        assertThat(answer.changes().get(0).instance().unusable()).isNotBlank();
        assertThat(answer.changes().get(1).instance().endpoint()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "\"hello\"",
                "<html><body>Welcome</body></html>",
                "{\"applications\":5}",
                "{\"applications\":{\"application\":5}}",
                "{\"applications\":{\"application\":[5]}}",
                "{\"applications\":{\"application\":{\"name\":\"A\",\"instance\":\"x\"}}}",
                "{\"applications\":{}} {}",
                "{\"applications\":{\"application\":[{\"name\":\"A\""
            })
    void whatIsNoRegistryIsRefusedAsAWhole(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(AnswerException.class).hasMessageStartingWith("its answer");
    }

    @Test
    void anAnswerThatIsCutOffAnywhereIsRefused() throws IOException {
        String text = registry("UP_1_", application("ORDERS", instance("ORDERS", "a", 80, "UP")));
        assertThat(read(text).changes()).hasSize(1);

        for (int length = 0; length < text.length(); length++) {
            String cut = text.substring(0, length);
            assertThatThrownBy(() -> read(cut)).as(cut).isInstanceOf(AnswerException.class);
        }
    }
}
