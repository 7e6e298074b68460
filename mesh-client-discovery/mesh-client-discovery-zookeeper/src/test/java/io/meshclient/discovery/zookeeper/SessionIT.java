package io.meshclient.discovery.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.discovery.Subscription;
import io.meshclient.time.MeshRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a session, over real servers. */
final class SessionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final MeshRuntime runtime = MeshRuntime.system();
    private final Told told = new Told();

    @AfterEach
    void end() {
        runtime.close();
    }

    private ZooKeeperDiscovery discovery(String connect) {
        return ZooKeeperDiscovery.of(
                Map.of("connect", connect, "session-timeout", "2s", "connect-timeout", "2s"), runtime);
    }

    private static void put(Tree tree, int port) throws Exception {
        tree.put("/services/orders/i" + port, Tree.curator("orders", "i" + port, "10.0.0.1", port));
    }

    private void awaitKeys(Told told, String... keys) {
        await("the endpoints " + List.of(keys) + ", failures " + told.failures())
                .atMost(PATIENCE)
                .until(() -> told.keys().equals(List.of(keys)));
    }

    /** A server that was replaced by an empty one has never heard of the session. */
    @Test
    void aSessionThatIsGoneIsBegunAnewAndEverythingIsReadAgain() throws Exception {
        try (ZooKeeperServer server = new ZooKeeperServer(directory).start();
                ZooKeeperDiscovery discovery = discovery(server.connect())) {
            try (Tree tree = new Tree(server.connect())) {
                put(tree, 1);
                put(tree, 2);
                discovery.subscribe("orders", told);
                awaitKeys(told, "10.0.0.1:1", "10.0.0.1:2");
            }
            server.kill();
            await("that the loss is told")
                    .atMost(PATIENCE)
                    .until(() -> !told.failures().isEmpty());
            await("that the session is given up")
                    .atMost(PATIENCE)
                    .until(() ->
                            told.failures().stream().anyMatch(failure -> failure.contains("and the session are lost")));
            assertThat(told.keys()).containsExactly("10.0.0.1:1", "10.0.0.1:2");
            server.forget();
            server.start();
            try (Tree tree = new Tree(server.connect())) {
                put(tree, 3);
                awaitKeys(told, "10.0.0.1:3");
                put(tree, 4);
                awaitKeys(told, "10.0.0.1:3", "10.0.0.1:4"); // the new session watches
            }
        }
    }

    /** A short outage: the session lives on, and so do its watches. */
    @Test
    void aServerThatIsBackSoonFindsTheSessionAlive() throws Exception {
        try (TestingServer server = new TestingServer(true);
                ZooKeeperDiscovery discovery = ZooKeeperDiscovery.of(
                        Map.of("connect", server.getConnectString(), "session-timeout", "30s"), runtime)) {
            try (Tree tree = new Tree(server.getConnectString())) {
                put(tree, 1);
                discovery.subscribe("orders", told);
                awaitKeys(told, "10.0.0.1:1");
            }
            int sets = told.sets();
            server.restart();
            await("that a set is told again").atMost(PATIENCE).until(() -> told.sets() > sets);
            assertThat(told.failures()).allMatch(failure -> failure.contains("the session may live on"));
            assertThat(told.failures()).isNotEmpty();
            try (Tree tree = new Tree(server.getConnectString())) {
                put(tree, 2);
                awaitKeys(told, "10.0.0.1:1", "10.0.0.1:2");
            }
        }
    }

    /** The connection stays open and is silent: it is given up, and found again. */
    @Test
    void aServerThatHangsIsNoticed() throws Exception {
        try (ZooKeeperServer server = new ZooKeeperServer(directory).start();
                ZooKeeperDiscovery discovery = discovery(server.connect())) {
            try (Tree tree = new Tree(server.connect())) {
                put(tree, 1);
            }
            discovery.subscribe("orders", told);
            awaitKeys(told, "10.0.0.1:1");
            int sets = told.sets();
            server.freeze();
            await("that it is noticed")
                    .atMost(PATIENCE)
                    .until(() -> !told.failures().isEmpty());
            assertThat(told.sets()).isEqualTo(sets);

            server.thaw();
            await("that a set is told again").atMost(PATIENCE).until(() -> told.sets() > sets);
            assertThat(told.keys()).containsExactly("10.0.0.1:1");

            server.freeze();
            long begun = System.nanoTime();
            discovery.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void twoServicesShareOneConnectionWhichClosesAtOnce() throws Exception {
        try (ZooKeeperServer server = new ZooKeeperServer(directory).start();
                Tree tree = new Tree(server.connect())) {
            put(tree, 1);
            tree.put("/services/payments/p", Tree.curator("payments", "p", "10.0.0.2", 2));
            Told other = new Told();
            int before = connections(server);
            ZooKeeperDiscovery discovery = discovery(server.connect());
            Subscription orders = discovery.subscribe("orders", told);
            discovery.subscribe("payments", other);
            awaitKeys(told, "10.0.0.1:1");
            awaitKeys(other, "10.0.0.2:2");
            assertThat(connections(server)).isEqualTo(before + 1);
            assertThat(watchedPaths(server)).contains("/services/orders", "/services/payments");

            orders.close();
            await("that the watches of a service are taken back")
                    .atMost(PATIENCE)
                    .until(() -> !watchedPaths(server).contains("/services/orders"));
            assertThat(watchedPaths(server)).contains("/services/payments");

            long begun = System.nanoTime();
            discovery.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
            await("that the session is over").atMost(PATIENCE).until(() -> connections(server) == before);
        }
    }

    /** Also while nobody is there, and while the next try is due. */
    @Test
    void closingTakesLessThanASecondWithoutAServerToo() throws Exception {
        ZooKeeperServer server = new ZooKeeperServer(directory).start();
        ZooKeeperDiscovery discovery = discovery(server.connect());
        discovery.subscribe("orders", told);
        await("an answer").atMost(PATIENCE).until(() -> told.sets() > 0);
        server.kill();
        await("the loss").atMost(PATIENCE).until(() -> !told.failures().isEmpty());

        long begun = System.nanoTime();
        discovery.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        await("the end of all threads")
                .atMost(PATIENCE)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().contains("mesh-client-zookeeper")
                                || thread.getName().contains(server.connect())));
    }

    private static int connections(ZooKeeperServer server) throws Exception {
        // the one that asks is not counted: it has no session
        return (int)
                server.ask("cons").lines().filter(line -> line.contains("sid=")).count();
    }

    private static String watchedPaths(ZooKeeperServer server) throws Exception {
        return server.ask("wchp");
    }
}
