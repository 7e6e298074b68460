package io.meshclient.benchmarks.micro.discovery;

import io.meshclient.discovery.Discovery;
import io.meshclient.samples.registries.Registry;
import io.meshclient.samples.registries.RegistryKind;
import io.meshclient.time.MeshRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/** A real server: its protocol is not one answer but a question for each node. */
final class ZooKeeperSource implements Source {
    private static final int TOGETHER = 1_000;
    private static final int SESSION_MILLIS = 10_000;
    private static final String SERVICE = "/services/orders";

    private final Path directory = Files.createTempDirectory("zookeeper");
    private final Registry server;
    private final long bytes;

    ZooKeeperSource(int endpoints) throws IOException, InterruptedException, KeeperException {
        server = RegistryKind.ZOOKEEPER.on(directory);
        server.start();
        CountDownLatch connected = new CountDownLatch(1);
        try (ZooKeeper client = new ZooKeeper(server.address(), SESSION_MILLIS, event -> {
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        })) {
            connected.await();
            bytes = create(client, endpoints);
        }
    }

    private static long create(ZooKeeper client, int endpoints) throws InterruptedException, KeeperException {
        List<Op> nodes = new ArrayList<>(List.of(node("/services", new byte[0]), node(SERVICE, new byte[0])));
        long bytes = 0;
        for (int i = 0; i < endpoints; i++) {
            byte[] content = Answers.zooKeeperNode(i);
            bytes += content.length;
            nodes.add(node(SERVICE + "/orders-" + i, content));
            if (nodes.size() >= TOGETHER) {
                client.multi(nodes);
                nodes.clear();
            }
        }
        client.multi(nodes);
        return bytes;
    }

    private static Op node(String path, byte[] content) {
        return Op.create(path, content, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    }

    @Override
    public Discovery discovery(MeshRuntime runtime) {
        return Adapter.ZOOKEEPER.discovery(server.address(), runtime);
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        server.close();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
