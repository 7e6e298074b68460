package io.meshclient.discovery.file;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.DiscoveryEndToEnd;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;

/** Traffic while the file changes, and while it is away. */
final class FileEndToEndIT extends DiscoveryEndToEnd {

    @TempDir
    private Path folder;

    private final Set<String> keys = new TreeSet<>();
    private final Set<String> draining = new TreeSet<>();

    private Path list() {
        return folder.resolve("endpoints.json");
    }

    private Endpoint endpoint(String key) {
        return Endpoint.parse(key).toBuilder()
                .health(draining.contains(key) ? Health.DRAINING : Health.HEALTHY)
                .build();
    }

    private void write() throws IOException {
        Lists.replace(
                list(),
                Lists.yaml(
                        "orders",
                        EndpointSet.of(keys.stream().map(this::endpoint).toList())));
    }

    @Override
    protected Discovery create() {
        return FileDiscovery.of(list().toString());
    }

    @Override
    protected void register(String host, int port) throws IOException {
        keys.add(host + ":" + port);
        write();
    }

    @Override
    protected boolean drain(String host, int port) throws IOException {
        draining.add(host + ":" + port);
        write();
        return true;
    }

    @Override
    protected void deregister(String host, int port) throws IOException {
        keys.remove(host + ":" + port);
        write();
    }

    @Override
    protected void stopSource() throws IOException {
        Files.delete(list());
    }

    @Override
    protected void startSource() throws IOException {
        write();
    }

    @Override
    protected Duration pushDelay() {
        return FileDiscovery.INTERVAL;
    }
}
