package io.meshclient.discovery.zookeeper;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.BadAnswer;
import io.meshclient.discovery.testkit.DiscoveryContract;
import io.meshclient.discovery.testkit.Fact;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, over a real server in a process of its own that is killed and started again. */
final class ZooKeeperDiscoveryTest extends DiscoveryContract {

    private static final AtomicInteger TESTS = new AtomicInteger();

    private static final String SECRET = "geheim";

    @TempDir
    private static Path directory;

    private static ZooKeeperServer server;
    private static Tree tree;

    private final String base = "/base" + TESTS.incrementAndGet();
    private boolean broken;
    private boolean frozen;

    @BeforeAll
    static void start() throws Exception {
        server = new ZooKeeperServer(directory).start();
        tree = new Tree(server.connect());
    }

    @AfterAll
    static void end() throws Exception {
        tree.close();
        server.close();
    }

    @BeforeEach
    void makeBase() throws Exception {
        tree.make(base);
    }

    @AfterEach
    void mend() throws Exception {
        if (broken || frozen) {
            publish("orders", EndpointSet.EMPTY);
        }
    }

    @Override
    protected Discovery create() {
        return ZooKeeperDiscovery.of(
                Map.of("connect", server.connect(), "base-path", base, "auth", "digest:mesh:" + SECRET), runtime());
    }

    @Override
    protected void publish(String target, EndpointSet set) throws Exception {
        if (frozen) {
            server.thaw();
            frozen = false;
        }
        if (broken) {
            server.start();
            tree.close();
            tree = new Tree(server.connect());
            broken = false;
        }
        List<String> contents = new ArrayList<>();
        for (Endpoint endpoint : set.endpoints()) {
            contents.add(content(target, endpoint));
        }
        tree.replace(base + "/" + target, names(set), contents);
    }

    private static List<String> names(EndpointSet set) {
        return set.endpoints().stream().map(endpoint -> "id-" + endpoint.host()).toList();
    }

    private static String content(String target, Endpoint endpoint) {
        Map<String, String> metadata = new TreeMap<>(endpoint.metadata());
        metadata.put("weight", Integer.toString(endpoint.weight()));
        metadata.put("priority", Integer.toString(endpoint.priority()));
        metadata.put("region", endpoint.locality().region());
        metadata.put("zone", endpoint.locality().zone());
        metadata.put("sub-zone", endpoint.locality().subZone());
        switch (endpoint.health()) {
            case DRAINING -> metadata.put("instance_status", "OUT_OF_SERVICE");
            case UNHEALTHY -> metadata.put("instance_status", "DOWN");
            default -> metadata.put("instance_status", "UP");
        }
        String entries = metadata.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        return Tree.spring(target, "id-" + endpoint.host(), endpoint.host(), endpoint.port(), entries);
    }

    @Override
    protected Set<Fact> facts() {
        return EnumSet.complementOf(EnumSet.of(Fact.DEGRADED));
    }

    /** In one transaction. */
    @Override
    protected int most() {
        return 1_000;
    }

    /** What is bad is what an instance has written of itself; of the answers themselves ZooKeeper's client sees to. */
    @Override
    protected boolean answer(BadAnswer how) throws Exception {
        String good = content("orders", Endpoint.parse("10.0.0.1:80"));
        String bad = switch (how) {
            case MALFORMED -> "<html>no registration</html>";
            case TRUNCATED -> good.substring(0, good.length() / 2);
            case WRONG_TYPES -> "{\"address\":1,\"port\":[80]}";
            case HUGE -> good + " ".repeat(InstanceReader.MOST_BYTES);
            case SILENT -> frozen();
            case TRICKLING, REPEATS_THE_SECRET -> "";
        };
        if (!bad.isEmpty() && !frozen) {
            tree.put(base + "/orders/id-10.0.0.1", bad);
        }
        return !bad.isEmpty();
    }

    private String frozen() throws Exception {
        server.freeze();
        frozen = true;
        return "nothing";
    }

    @Override
    protected Optional<String> secret() {
        return Optional.of(SECRET);
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
