package io.meshclient.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.discovery.testkit.NeedsProgram;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import io.meshclient.time.MeshRuntime;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Consul says of instances, and what becomes of it. */
@NeedsProgram("consul")
class RealConsulIT {

    @TempDir
    static Path directory;

    private static ConsulServer consul;

    private final MeshRuntime runtime = MeshRuntime.system();
    private final Recorder heard = new Recorder();
    private ConsulDiscovery discovery;

    @BeforeAll
    static void startConsul() {
        consul = ConsulServer.start(directory, "node_meta { region = \"eu\" zone = \"eu-1\" }");
    }

    @AfterAll
    static void closeConsul() {
        consul.close();
    }

    @AfterEach
    void close() {
        discovery.close();
        runtime.close();
    }

    private void subscribe(String service, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("url", consul.url());
        discovery = ConsulDiscovery.of(all, runtime);
        discovery.subscribe(service, heard);
    }

    private static void register(String service, String id, int port, String more) {
        consul.put(
                "/v1/agent/service/register",
                "{\"ID\":\"" + id + "\",\"Name\":\"" + service + "\",\"Port\":" + port + more + "}");
    }

    private static void check(String id, String status) {
        consul.put("/v1/agent/check/update/service:" + id, "{\"Status\":\"" + status + "\"}");
    }

    private Endpoint awaitHealth(Health health) {
        await().atMost(Recorder.PATIENCE)
                .untilAsserted(() -> assertThat(heard.sets())
                        .last()
                        .satisfies(set -> assertThat(set.endpoints())
                                .extracting(Endpoint::health)
                                .containsExactly(health)));
        return heard.sets().get(heard.sets().size() - 1).endpoints().get(0);
    }

    private static final String TTL = ",\"Check\":{\"TTL\":\"10m\",\"Status\":\"passing\"}";

    @Test
    void anInstanceHasItsNodesAddressAndLocalityAndItsOwnFacts() {
        register(
                "facts",
                "facts-1",
                8081,
                ",\"Tags\":[\"a\",\"b\"],\"Meta\":{\"version\":\"2\"},\"Weights\":{\"Passing\":7}");
        subscribe("facts", Map.of());
        assertThat(heard.awaitSet().endpoints())
                .containsExactly(Endpoint.builder("127.0.0.1", 8081)
                        .weight(7)
                        .health(Health.HEALTHY)
                        .locality(new Locality("eu", "eu-1", ""))
                        .metadata(Map.of("version", "2", "consul.node", "test", "consul.tags", "a,b"))
                        .build());
    }

    @Test
    void checksAreHeard() {
        register("checked", "checked-1", 8082, ",\"Weights\":{\"Passing\":10,\"Warning\":4}" + TTL);
        subscribe("checked", Map.of("passing-only", "false"));
        assertThat(awaitHealth(Health.HEALTHY).weight()).isEqualTo(10);
        check("checked-1", "warning");
        assertThat(awaitHealth(Health.DEGRADED).weight()).isEqualTo(4);
        check("checked-1", "critical");
        heard.awaitKeys();
        check("checked-1", "passing");
        awaitHealth(Health.HEALTHY);
    }

    @Test
    void byDefaultWarningIsLeftOut() {
        register("strict", "strict-1", 8083, TTL);
        subscribe("strict", Map.of());
        heard.awaitKeys("127.0.0.1:8083");
        check("strict-1", "warning");
        heard.awaitKeys();
    }

    @Test
    void maintenanceIsDraining() {
        register("drained", "drained-1", 8084, TTL);
        subscribe("drained", Map.of());
        awaitHealth(Health.HEALTHY);
        consul.put("/v1/agent/service/maintenance/drained-1?enable=true", "");
        awaitHealth(Health.DRAINING);
        consul.put("/v1/agent/service/maintenance/drained-1?enable=false", "");
        awaitHealth(Health.HEALTHY);
        consul.put("/v1/agent/maintenance?enable=true", "");
        try {
            awaitHealth(Health.DRAINING);
        } finally {
            consul.put("/v1/agent/maintenance?enable=false", "");
        }
        awaitHealth(Health.HEALTHY);
    }

    @Test
    void tagsAndFiltersChoose() {
        register("chosen", "chosen-1", 8085, ",\"Tags\":[\"a\"],\"Meta\":{\"version\":\"1\"}");
        register("chosen", "chosen-2", 8086, ",\"Tags\":[\"a\",\"b\"],\"Meta\":{\"version\":\"1\"}");
        register("chosen", "chosen-3", 8087, ",\"Tags\":[\"a\",\"b\"],\"Meta\":{\"version\":\"2\"}");
        subscribe(
                "chosen",
                Map.of("tags", "a,b", "filter", "Service.Meta.version == \"2\" and Node.Meta.zone == \"eu-1\""));
        heard.awaitKeys("127.0.0.1:8087");
    }

    @Test
    void everyConsistencyIsAnsweredAndNearIsTaken() {
        register("modes", "modes-1", 8088, "");
        for (String mode : new String[] {"default", "consistent", "stale"}) {
            Recorder own = new Recorder();
            try (ConsulDiscovery one = ConsulDiscovery.of(
                    Map.of("url", consul.url(), "consistency", mode, "near", "_agent", "datacenter", "dc1"), runtime)) {
                one.subscribe("modes", own);
                own.awaitKeys("127.0.0.1:8088");
            }
        }
        subscribe("modes", Map.of());
    }

    @Test
    void taggedAddressesAreUsed() {
        register(
                "tagged",
                "tagged-1",
                8089,
                ",\"TaggedAddresses\":{\"wan\":{\"Address\":\"203.0.113.9\",\"Port\":443}}");
        subscribe("tagged", Map.of("tagged-address", "wan"));
        heard.awaitKeys("203.0.113.9:443");
    }

    @Test
    void anUnknownDatacenterAndABadFilterAreFailures() {
        subscribe("facts", Map.of("datacenter", "atlantis"));
        assertThat(heard.awaitFailure()).contains("it does not know this datacenter");
        discovery.close();
        Recorder other = new Recorder();
        discovery = ConsulDiscovery.of(Map.of("url", consul.url(), "filter", "Nothing == "), runtime);
        discovery.subscribe("facts", other);
        assertThat(other.awaitFailure()).contains("it does not understand the expression in filter");
    }

    /** The wait's end without a change is an answer like others; Consul's jitter does not become a time-out. */
    @Test
    void aWaitThatEndsIsNoFailure() {
        register("quiet", "quiet-1", 8090, "");
        subscribe("quiet", Map.of("wait", "1s", "answer-timeout", "5s"));
        await().atMost(Recorder.PATIENCE).until(() -> heard.sets().size() >= 4);
        assertThat(heard.failures()).isEmpty();
        assertThat(heard.sets()).allMatch(set -> set.equals(heard.sets().get(0)));
    }

    @Test
    void manyServicesAreWatchedAtOnce() {
        Recorder[] all = new Recorder[50];
        discovery = ConsulDiscovery.of(Map.of("url", consul.url()), runtime);
        for (int i = 0; i < all.length; i++) {
            register("many-" + i, "many-" + i, 9000 + i, "");
            all[i] = new Recorder();
            discovery.subscribe("many-" + i, all[i]);
        }
        for (int i = 0; i < all.length; i++) {
            all[i].awaitKeys("127.0.0.1:" + (9000 + i));
            assertThat(all[i].failures()).isEmpty();
        }
    }
}
