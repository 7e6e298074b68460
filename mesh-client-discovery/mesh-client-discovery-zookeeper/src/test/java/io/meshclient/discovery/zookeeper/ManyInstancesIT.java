package io.meshclient.discovery.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.time.MeshRuntime;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand instances: what reading them costs, on its own and from a real server. */
final class ManyInstancesIT {

    private static final int MANY = 10_000;
    private static final String METADATA = "{\"instance_status\":\"UP\",\"zone\":\"z1\",\"weight\":\"10\"}";

    @TempDir
    private Path directory;

    private static String content(int i) {
        return Tree.spring("orders", "i" + i, "10.1." + i / 250 + "." + (1 + i % 250), 8080, METADATA);
    }

    @Test
    void parsing() {
        List<byte[]> contents = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            contents.add(content(i).getBytes(StandardCharsets.UTF_8));
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int run = 1; run <= 5; run++) {
            long bytes = threads.getCurrentThreadAllocatedBytes();
            long begun = System.nanoTime();
            Instances instances = new Instances(false);
            for (int i = 0; i < MANY; i++) {
                instances.read("i" + i, contents.get(i));
            }
            EndpointSet set = instances.endpoints();
            System.out.printf(
                    "zookeeper: %d instances parsed in %d ms, %.1f MB allocated (run %d)%n",
                    set.endpoints().size(),
                    Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                    (threads.getCurrentThreadAllocatedBytes() - bytes) / 1e6,
                    run);
            assertThat(set.endpoints()).hasSize(MANY);
        }
    }

    @Test
    void readingFromAServer() throws Exception {
        MeshRuntime runtime = MeshRuntime.system();
        try (ZooKeeperServer server = new ZooKeeperServer(directory).start();
                Tree tree = new Tree(server.connect());
                ZooKeeperDiscovery discovery = ZooKeeperDiscovery.of(Map.of("connect", server.connect()), runtime)) {
            for (int from = 0; from < MANY; from += 500) {
                fill(tree, from, from + 500);
            }
            Told told = new Told();
            long begun = System.nanoTime();
            discovery.subscribe("orders", told);
            awaitSize(told, MANY);
            long read = System.nanoTime();
            tree.put("/services/orders/one-more", content(MANY));
            awaitSize(told, MANY + 1);
            System.out.printf(
                    "zookeeper: %d instances read from a server in %d ms, one more in %d ms%n",
                    MANY,
                    Duration.ofNanos(read - begun).toMillis(),
                    Duration.ofNanos(System.nanoTime() - read).toMillis());
            long closing = System.nanoTime();
            discovery.close();
            assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(Duration.ofSeconds(1));
        } finally {
            runtime.close();
        }
    }

    private static void fill(Tree tree, int from, int to) throws Exception {
        List<String> names = new ArrayList<>();
        List<String> contents = new ArrayList<>();
        for (int i = from; i < to; i++) {
            names.add("i" + i);
            contents.add(content(i));
        }
        tree.add("/services/orders", names, contents);
    }

    private static void awaitSize(Told told, int size) {
        await(size + " endpoints; " + told.failures())
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> told.sets() > 0 && told.last().endpoints().size() == size);
    }
}
