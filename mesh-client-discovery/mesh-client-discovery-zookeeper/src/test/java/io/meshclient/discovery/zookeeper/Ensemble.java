package io.meshclient.discovery.zookeeper;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Three real servers in processes of their own, which elect a leader. */
final class Ensemble implements AutoCloseable {

    private static final int SIZE = 3;

    private final List<ZooKeeperServer> servers = new ArrayList<>();

    Ensemble(Path directory, String jars) {
        List<String> members = new ArrayList<>();
        for (int id = 1; id <= SIZE; id++) {
            members.add("server." + id + "=127.0.0.1:" + ZooKeeperServer.freePort() + ":" + ZooKeeperServer.freePort());
        }
        for (int id = 1; id <= SIZE; id++) {
            ZooKeeperServer server = new ZooKeeperServer(directory.resolve("server" + id))
                    .with(members.toArray(String[]::new))
                    .with(
                            "localSessionsEnabled=true",
                            "localSessionsUpgradingEnabled=true") // read-only mode needs them
                    .id(id);
            servers.add(jars.isEmpty() ? server : server.from(jars));
        }
    }

    Ensemble start() {
        servers.forEach(ZooKeeperServer::launch);
        servers.forEach(server -> server.awaitMode("leader", "follower"));
        return this;
    }

    String connect() {
        return servers.stream().map(ZooKeeperServer::connect).collect(Collectors.joining(","));
    }

    List<ZooKeeperServer> servers() {
        return servers;
    }

    ZooKeeperServer leader() {
        await("a leader")
                .atMost(Duration.ofSeconds(60))
                .until(() -> servers.stream().anyMatch(server -> server.mode().equals("leader")));
        return servers.stream()
                .filter(server -> server.mode().equals("leader"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        servers.forEach(ZooKeeperServer::close);
    }
}
