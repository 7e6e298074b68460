package io.meshclient.discovery.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.apache.curator.x.discovery.ServiceInstance;
import org.apache.curator.x.discovery.details.JsonInstanceSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the nodes say, as Curator and Spring Cloud write them, and as nobody should. */
final class ReadingTest {

    private static Reading read(String json) {
        return Reading.of(json.getBytes(StandardCharsets.UTF_8), false);
    }

    private static Endpoint endpoint(String json) {
        Reading reading = read(json);
        assertThat(reading.problem()).isNull();
        return Objects.requireNonNull(reading.endpoint());
    }

    private static String withMetadata(String metadata) {
        return Tree.spring("orders", "1", "10.0.0.7", 8080, metadata);
    }

    /** Some class of the application that registers itself. */
    public static final class Details {
        public String version = "2";
        public int weight = 7;
        public boolean canary = true;
        public String[] tags = {"a"};
    }

    @Test
    void whatCuratorWritesIsRead() throws Exception {
        ServiceInstance<Details> instance = ServiceInstance.<Details>builder()
                .name("orders")
                .address("10.0.0.7")
                .port(8080)
                .sslPort(8443)
                .payload(new Details())
                .build();
        byte[] json = new JsonInstanceSerializer<>(Details.class).serialize(instance);

        Endpoint endpoint = Objects.requireNonNull(Reading.of(json, false).endpoint());
        assertThat(endpoint.key()).isEqualTo("10.0.0.7:8080");
        assertThat(endpoint.weight()).isEqualTo(7);
        assertThat(endpoint.metadata())
                .containsOnlyKeys("version", "weight", "canary")
                .containsEntry("canary", "true");
        assertThat(endpoint.health()).isEqualTo(Health.UNKNOWN);
        assertThat(Objects.requireNonNull(Reading.of(json, true).endpoint()).key())
                .isEqualTo("10.0.0.7:8443");
        assertThat(Reading.of(json, true).registeredMillis()).isPositive();
    }

    @Test
    void anInstanceThatAsksToBeLeftOutDrains() throws Exception {
        ServiceInstance<Void> instance = ServiceInstance.<Void>builder()
                .name("orders")
                .address("10.0.0.7")
                .port(8080)
                .enabled(false)
                .build();

        boolean asOldClientsReadIt = false; // they would not understand the flag, so it is not written then
        byte[] json = new JsonInstanceSerializer<>(Void.class, asOldClientsReadIt).serialize(instance);

        assertThat(Objects.requireNonNull(Reading.of(json, false).endpoint()).health())
                .isEqualTo(Health.DRAINING);
    }

    @Test
    void whatSpringCloudWritesIsRead() {
        Endpoint endpoint = endpoint(withMetadata(
                "{\"instance_status\":\"UP\",\"weight\":\"30\",\"priority\":\"1\",\"zone\":\"z1\",\"region\":\"r1\","
                        + "\"sub-zone\":\"rack7\"}"));

        assertThat(endpoint.key()).isEqualTo("10.0.0.7:8080");
        assertThat(endpoint.weight()).isEqualTo(30);
        assertThat(endpoint.priority()).isEqualTo(1);
        assertThat(endpoint.locality()).isEqualTo(new Locality("r1", "z1", "rack7"));
        assertThat(endpoint.health()).isEqualTo(Health.HEALTHY);
        assertThat(endpoint.metadata()).hasSize(6).doesNotContainKey("@class");
    }

    @ParameterizedTest
    @CsvSource({"UP,HEALTHY", "OUT_OF_SERVICE,DRAINING", "DOWN,UNHEALTHY", "STARTING,UNHEALTHY", "else,UNKNOWN"})
    void theStatusOfSpringCloudIsTheHealth(String status, Health health) {
        assertThat(endpoint(withMetadata("{\"instance_status\":\"" + status + "\"}"))
                        .health())
                .isEqualTo(health);
    }

    @Test
    void aWeightThatIsNoneDoesNotTakeTheInstanceAway() {
        Reading reading = read(withMetadata("{\"weight\":\"heavy\"}"));

        assertThat(Objects.requireNonNull(reading.endpoint()).weight()).isEqualTo(1);
        assertThat(reading.problem()).contains("weight that is no whole number; 1 is used");
        assertThat(endpoint(withMetadata("{\"weight\":\"99999\"}")).weight()).isEqualTo(Endpoint.MAX_WEIGHT);
    }

    @Test
    void aPortThatIsMissingIsExplained() {
        assertThat(read("{\"address\":\"h\",\"sslPort\":8443}").problem())
                .contains("has no port, only an sslPort", "mesh.client.discovery.zookeeper.secure");
        assertThat(Reading.of("{\"address\":\"h\",\"port\":80}".getBytes(StandardCharsets.UTF_8), true)
                        .problem())
                .contains("has no sslPort, only a port");
        assertThat(read("{\"address\":\"h\"}").problem()).isEqualTo("has no port");
        assertThat(read("{\"port\":80}").problem()).isEqualTo("has no address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "12",
                "{",
                "{\"address\":\"h\",\"port\":80",
                "{\"address\":\"h\",\"port\":80}}",
                "{\"address\":\"h\",\"port\":80} {}",
                "{\"address\":7,\"port\":80}",
                "{\"address\":\"h\",\"port\":\"80\"}",
                "{\"address\":\"h\",\"port\":80.5}",
                "{\"address\":\"h\",\"port\":99999999999}",
                "{\"address\":\"h\",\"port\":0}",
                "{\"address\":\"h\",\"port\":65536}",
                "{\"address\":\"h\",\"port\":80,\"enabled\":\"yes\"}",
                "{\"address\":\"h h\",\"port\":80}",
                "{\"address\":\"h\",\"port\":80,\"registrationTimeUTC\":\"now\"}",
                "{\"address\":\"h\",\"port\":80,\"payload\":{\"a\":",
                "<html>"
            })
    void whatNobodyShouldWriteIsAProblemAndNoException(String json) {
        Reading reading = read(json);

        assertThat(reading.endpoint()).isNull();
        assertThat(reading.problem()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "\"text\"", "5", "[1,2]", "[\"java.lang.Object\",{\"a\":{}}]", "{}", "{\"metadata\":7}"})
    void anyPayloadWillDo(String payload) {
        assertThat(endpoint("{\"address\":\"h\",\"port\":80,\"payload\":" + payload + "}")
                        .port())
                .isEqualTo(80);
    }

    /** Whoever can write to the registry could else choose a class of ours to run. */
    @Test
    void aClassThatIsNamedIsNotLoaded() {
        Endpoint endpoint = endpoint("{\"address\":\"h\",\"port\":80,\"payload\":{\"@class\":\"" + Trap.class.getName()
                + "\",\"a\":\"1\"}}");

        assertThat(endpoint.metadata()).containsOnlyKeys("a");
        assertThat(System.getProperty("trapped")).isNull();
    }

    /** Leaves a trace if it is ever initialised. */
    static final class Trap {
        static {
            System.setProperty("trapped", "yes");
        }

        private Trap() {}
    }

    @Test
    void hugeAndDeepNodesAreRefused() {
        String huge = withMetadata("{\"a\":\"" + "x".repeat(InstanceReader.MOST_BYTES) + "\"}");
        assertThat(read(huge).problem()).contains("at most 65536");

        String deep = "{\"payload\":" + "[".repeat(1000) + "]".repeat(1000) + ",\"address\":\"h\",\"port\":80}";
        assertThat(read(deep).problem()).contains("is no JSON");
    }

    @Test
    void everyTruncationAndManyMutationsAreSurvived() {
        byte[] good =
                withMetadata("{\"instance_status\":\"UP\",\"weight\":\"3\"}").getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < good.length; length++) {
            assertThat(Reading.of(java.util.Arrays.copyOf(good, length), false).problem())
                    .isNotNull();
        }
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            Reading reading = Reading.of(bad, false);
            assertThat(reading.endpoint() != null || reading.problem() != null).isTrue();
        }
    }
}
