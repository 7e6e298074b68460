package io.meshclient.discovery.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.time.MeshRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that starts while two of three servers are gone, and the third may be read only. */
final class ReadOnlyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final MeshRuntime runtime = MeshRuntime.system();

    @AfterEach
    void end() {
        runtime.close();
    }

    @Test
    void aServerThatLostItsEnsembleIsReadIfThatIsAllowed() throws Exception {
        try (Ensemble ensemble = new Ensemble(directory, "").start()) {
            try (Tree tree = new Tree(ensemble.connect())) {
                tree.put("/services/orders/a", Tree.curator("orders", "a", "10.0.0.1", 1));
                tree.client().sync("/", (rc, path, ctx) -> {}, null);
            }
            ZooKeeperServer leader = ensemble.leader();
            List<ZooKeeperServer> others = ensemble.servers().stream()
                    .filter(server -> server != leader)
                    .toList();
            leader.kill();
            others.get(0).kill();
            others.get(1).awaitMode("read-only");
            Told reading = new Told();
            Told refusing = new Told();
            try (ZooKeeperDiscovery allowed = discovery(ensemble, "true");
                    ZooKeeperDiscovery forbidden = discovery(ensemble, "false")) {
                allowed.subscribe("orders", reading);
                forbidden.subscribe("orders", refusing);
                await("an old list, " + reading.failures())
                        .atMost(PATIENCE)
                        .until(() -> reading.keys().equals(List.of("10.0.0.1:1")));
                await("a failure")
                        .atMost(PATIENCE)
                        .until(() -> !refusing.failures().isEmpty());
                assertThat(refusing.sets()).isZero();
                assertThat(reading.failures()).anyMatch(failure -> failure.contains("cut off from its ensemble"));

                leader.launch();
                others.get(0).launch();
                ensemble.leader();
                try (Tree tree = new Tree(ensemble.connect())) {
                    tree.put("/services/orders/b", Tree.curator("orders", "b", "10.0.0.1", 2));
                }
                for (Told each : List.of(reading, refusing)) {
                    await("the new list, " + each.failures())
                            .atMost(PATIENCE)
                            .until(() -> each.keys().equals(List.of("10.0.0.1:1", "10.0.0.1:2")));
                }
            }
        }
    }

    private ZooKeeperDiscovery discovery(Ensemble ensemble, String readOnly) {
        return ZooKeeperDiscovery.of(
                Map.of(
                        "connect",
                        ensemble.connect(),
                        "read-only",
                        readOnly,
                        "session-timeout",
                        "6s",
                        "connect-timeout",
                        "5s"),
                runtime);
    }
}
