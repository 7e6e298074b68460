package io.meshclient.discovery.zookeeper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.x.discovery.ServiceInstance;
import org.apache.curator.x.discovery.details.JsonInstanceSerializer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/** The nodes of a server as an operator sees them; they outlive the connection. */
final class Tree implements AutoCloseable {

    private final ZooKeeper zooKeeper;

    Tree(String connect) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        zooKeeper = new ZooKeeper(connect, 20_000, event -> {
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        if (!connected.await(30, TimeUnit.SECONDS)) {
            zooKeeper.close();
            throw new IllegalStateException("No connection to " + connect);
        }
    }

    ZooKeeper client() {
        return zooKeeper;
    }

    /** All children of a node, in one transaction; parents are made. */
    void replace(String parent, List<String> names, List<String> contents) throws Exception {
        make(parent);
        List<Op> all = new ArrayList<>();
        for (String old : zooKeeper.getChildren(parent, false)) {
            all.add(Op.delete(parent + "/" + old, -1));
        }
        all.addAll(creations(parent, names, contents));
        zooKeeper.multi(all);
    }

    /** More children, in one transaction; parents are made. */
    void add(String parent, List<String> names, List<String> contents) throws Exception {
        make(parent);
        zooKeeper.multi(creations(parent, names, contents));
    }

    private static List<Op> creations(String parent, List<String> names, List<String> contents) {
        List<Op> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String path = parent + "/" + names.get(i);
            all.add(Op.create(path, bytes(contents.get(i)), ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
        }
        return all;
    }

    void put(String path, String content) throws Exception {
        make(path.substring(0, path.lastIndexOf('/')));
        if (zooKeeper.exists(path, false) == null) {
            zooKeeper.create(path, bytes(content), ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        } else {
            zooKeeper.setData(path, bytes(content), -1);
        }
    }

    void remove(String path) throws Exception {
        zooKeeper.delete(path, -1);
    }

    void make(String path) throws Exception {
        for (int end = path.indexOf('/', 1); ; end = path.indexOf('/', end + 1)) {
            String part = end < 0 ? path : path.substring(0, end);
            try {
                zooKeeper.create(part, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            } catch (KeeperException.NodeExistsException e) {
                // so much the better
            }
            if (end < 0) {
                return;
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As Curator itself writes it. */
    static String curator(String service, String id, String host, int port) throws Exception {
        ServiceInstance<Void> instance = ServiceInstance.<Void>builder()
                .name(service)
                .id(id)
                .address(host)
                .port(port)
                .build();
        return new String(new JsonInstanceSerializer<>(Void.class).serialize(instance), StandardCharsets.UTF_8);
    }

    /** As Spring Cloud ZooKeeper writes it. */
    static String spring(String service, String id, String host, int port, String metadata) {
        return """
                {"name":"%s","id":"%s","address":"%s","port":%d,"sslPort":null,"payload":{"@class":\
                "org.springframework.cloud.zookeeper.discovery.ZookeeperInstance","id":"%s-1","name":"%s","metadata":%s},\
                "registrationTimeUTC":1763950000000,"serviceType":"DYNAMIC","uriSpec":{"parts":[{"value":"scheme",\
                "variable":true},{"value":"://","variable":false},{"value":"address","variable":true},{"value":":",\
                "variable":false},{"value":"port","variable":true}]}}""".formatted(service, id, host, port, service, service, metadata);
    }

    @Override
    public void close() throws InterruptedException {
        zooKeeper.close();
    }
}
