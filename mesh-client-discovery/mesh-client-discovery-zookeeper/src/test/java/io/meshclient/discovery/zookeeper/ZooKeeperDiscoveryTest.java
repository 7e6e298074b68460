package io.meshclient.discovery.zookeeper;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.DiscoveryContract;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.time.MeshRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, over a real server in a process of its own that is killed and started again. */
final class ZooKeeperDiscoveryTest extends DiscoveryContract {

    private static final AtomicInteger TESTS = new AtomicInteger();

    @TempDir
    private static Path directory;

    private static ZooKeeperServer server;
    private static Tree tree;
    private static MeshRuntime runtime;

    private final String base = "/base" + TESTS.incrementAndGet();
    private boolean broken;

    @BeforeAll
    static void start() throws Exception {
        server = new ZooKeeperServer(directory).start();
        tree = new Tree(server.connect());
        runtime = MeshRuntime.system();
        runtime.timers().schedule(0, () -> {}); // its thread is there before the tests count
    }

    @AfterAll
    static void end() throws Exception {
        tree.close();
        runtime.close();
        server.close();
    }

    @BeforeEach
    void makeBase() throws Exception {
        tree.make(base);
    }

    @AfterEach
    void mend() throws Exception {
        if (broken) {
            publish("orders", EndpointSet.EMPTY);
        }
    }

    @Override
    protected Discovery create() {
        return ZooKeeperDiscovery.of(Map.of("connect", server.connect(), "base-path", base), runtime);
    }

    @Override
    protected void publish(String target, EndpointSet set) throws Exception {
        if (broken) {
            server.start();
            tree.close();
            tree = new Tree(server.connect());
            broken = false;
        }
        List<String> names = new ArrayList<>();
        List<String> contents = new ArrayList<>();
        for (Endpoint endpoint : set.endpoints()) {
            String id = "id-" + endpoint.host();
            names.add(id);
            contents.add(Tree.curator(target, id, endpoint.host(), endpoint.port()));
        }
        tree.replace(base + "/" + target, names, contents);
    }

    @Override
    protected boolean breakSource() {
        server.kill();
        broken = true;
        return true;
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }
}
