package io.meshclient.discovery.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.Mesh;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.Health;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.apache.curator.x.discovery.ServiceDiscovery;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.apache.curator.x.discovery.ServiceInstance;
import org.apache.curator.x.discovery.ServiceInstanceBuilder;
import org.apache.curator.x.discovery.details.JsonInstanceSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Curator and Spring Cloud write to a real server, and change there. */
final class LayoutIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MeshRuntime runtime = MeshRuntime.system();
    private final Told told = new Told();
    private TestingServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestingServer(true);
    }

    @AfterEach
    void end() throws Exception {
        server.close();
        runtime.close();
    }

    private ZooKeeperDiscovery discovery() {
        return ZooKeeperDiscovery.of(Map.of("connect", server.getConnectString()), runtime);
    }

    private static ServiceInstanceBuilder<ReadingTest.Details> instance() throws Exception {
        return ServiceInstance.<ReadingTest.Details>builder()
                .name("orders")
                .id("one")
                .address("10.0.0.7")
                .port(8080)
                .payload(new ReadingTest.Details());
    }

    private Endpoint awaitEndpoint(Health health) {
        await("an endpoint that is " + health + "; " + told.failures())
                .atMost(PATIENCE)
                .until(() -> told.sets() > 0
                        && told.last().endpoints().stream().anyMatch(endpoint -> endpoint.health() == health));
        return told.last().endpoints().get(0);
    }

    @Test
    void curator() throws Exception {
        try (CuratorFramework client =
                        CuratorFrameworkFactory.newClient(server.getConnectString(), new RetryOneTime(100));
                ZooKeeperDiscovery discovery = discovery()) {
            client.start();
            discovery.subscribe("orders", told);
            await("an answer before there is such a service").atMost(PATIENCE).until(() -> told.sets() > 0);
            assertThat(told.last().isEmpty()).isTrue();
            try (ServiceDiscovery<ReadingTest.Details> registry = ServiceDiscoveryBuilder.builder(
                            ReadingTest.Details.class)
                    .client(client)
                    .basePath("/services")
                    .serializer(new JsonInstanceSerializer<>(ReadingTest.Details.class, false))
                    .build()) {
                registry.start();
                registry.registerService(instance().build());
                Endpoint endpoint = awaitEndpoint(Health.UNKNOWN);
                assertThat(endpoint.key()).isEqualTo("10.0.0.7:8080");
                assertThat(endpoint.weight()).isEqualTo(7);
                assertThat(endpoint.metadata()).containsEntry("version", "2");

                registry.updateService(instance().enabled(false).build());
                awaitEndpoint(Health.DRAINING);
            }
            await("that nobody is registered")
                    .atMost(PATIENCE)
                    .until(() -> told.last().isEmpty());
            assertThat(told.failures()).isEmpty();
        }
    }

    @Test
    void springCloud() throws Exception {
        try (Tree tree = new Tree(server.getConnectString());
                ZooKeeperDiscovery discovery = discovery()) {
            String path = "/services/orders/one";
            tree.put(
                    path,
                    Tree.spring("orders", "one", "10.0.0.7", 8080, "{\"instance_status\":\"UP\",\"zone\":\"z\"}"));
            discovery.subscribe("orders", told);
            assertThat(awaitEndpoint(Health.HEALTHY).locality().zone()).isEqualTo("z");

            tree.put(path, Tree.spring("orders", "one", "10.0.0.7", 8080, "{\"instance_status\":\"OUT_OF_SERVICE\"}"));
            awaitEndpoint(Health.DRAINING);
            tree.put(path, "cut o");
            await("a failure").atMost(PATIENCE).until(() -> !told.failures().isEmpty());
            assertThat(told.keys()).containsExactly("10.0.0.7:8080");
            tree.put(path, Tree.spring("orders", "one", "10.0.0.7", 8080, "{}"));
            awaitEndpoint(Health.UNKNOWN);
        }
    }

    @Test
    void byProperties() throws Exception {
        try (Tree tree = new Tree(server.getConnectString())) {
            tree.put("/apps/warehouse/a", Tree.curator("warehouse", "a", "10.0.0.1", 1));
        }
        Map<String, String> properties = Map.of(
                "mesh.client.discovery.zookeeper.connect", server.getConnectString(),
                "mesh.client.discovery.zookeeper.base-path", "/apps",
                "mesh.client.services.stock.discovery", "zookeeper",
                "mesh.client.services.stock.discovery-target", "warehouse");
        try (Mesh mesh = Mesh.builder().properties(properties).build()) {
            await("the endpoint")
                    .atMost(PATIENCE)
                    .until(() -> mesh.view().service("stock").endpoints().stream()
                            .map(endpoint -> endpoint.key())
                            .toList()
                            .equals(List.of("10.0.0.1:1")));
        }
    }

    /** The connection breaks on it: what is known stays, and the failure says what it may be. */
    @Test
    void aListThatIsTooLongLeavesTheLastGoodOne() throws Exception {
        try (Tree tree = new Tree(server.getConnectString());
                ZooKeeperDiscovery discovery = ZooKeeperDiscovery.of(
                        Map.of("connect", server.getConnectString(), "max-answer-bytes", "65536"), runtime)) {
            tree.put("/services/orders/a", Tree.curator("orders", "a", "10.0.0.1", 1));
            discovery.subscribe("orders", told);
            await("the endpoint").atMost(PATIENCE).until(() -> told.keys().equals(List.of("10.0.0.1:1")));
            List<String> names = new java.util.ArrayList<>();
            for (int i = 0; i < 700; i++) {
                names.add("i" + i + "x".repeat(100));
            }
            tree.add("/services/orders", names, java.util.Collections.nCopies(700, ""));

            await("a failure that explains")
                    .atMost(PATIENCE)
                    .until(() -> told.failures().stream().anyMatch(failure -> failure.contains("max-answer-bytes")));
            assertThat(told.keys()).containsExactly("10.0.0.1:1");
            for (String name : names) {
                tree.remove("/services/orders/" + name);
            }
            int sets = told.sets();
            await("a set again").atMost(PATIENCE).until(() -> told.sets() > sets);
            assertThat(told.keys()).containsExactly("10.0.0.1:1");
        }
    }
}
