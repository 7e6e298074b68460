package io.meshclient.samples.registries;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/** An ephemeral node in Curator's layout, which the server takes away when the instance's session is over. */
final class ZooKeeperMembership implements Membership {
    private static final int SESSION_MILLIS = 4_000;
    private static final int CONNECT_SECONDS = 2;
    private static final String BASE = "/services";

    private final String connect;
    private final Member member;
    /** A new one in each life: the node of the last life may still be there. */
    private final String id;

    private @Nullable ZooKeeper session;

    ZooKeeperMembership(String connect, Member member) {
        this.connect = connect;
        this.member = member;
        this.id = member.id() + "-" + UUID.randomUUID();
    }

    @Override
    public void keep() throws IOException, InterruptedException {
        ZooKeeper current = session;
        if (current == null || !current.getState().isAlive()) {
            current = connected();
            session = current;
        }
        try {
            if (current.exists(path(), false) == null) {
                register(current);
            }
        } catch (KeeperException e) {
            throw new IOException(e);
        }
    }

    private ZooKeeper connected() throws IOException, InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper made = new ZooKeeper(connect, SESSION_MILLIS, event -> {
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        if (!connected.await(CONNECT_SECONDS, TimeUnit.SECONDS)) {
            made.close(0);
            throw new IOException("no connection to ZooKeeper at " + connect);
        }
        return made;
    }

    private void register(ZooKeeper current) throws KeeperException, InterruptedException {
        make(current, BASE);
        make(current, BASE + "/" + member.service());
        current.create(path(), json().getBytes(StandardCharsets.UTF_8), Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
    }

    private static void make(ZooKeeper current, String path) throws KeeperException, InterruptedException {
        try {
            current.create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        } catch (KeeperException.NodeExistsException e) {
            // another instance was first
        }
    }

    private String path() {
        return BASE + "/" + member.service() + "/" + id;
    }

    private String json() {
        return """
                {"name":"%s","id":"%s","address":"%s","port":%d,"sslPort":null,"payload":null,\
                "registrationTimeUTC":%d,"serviceType":"DYNAMIC","uriSpec":null}""".formatted(member.service(), id, Member.HOST, member.port(), System.currentTimeMillis());
    }

    @Override
    public void leave() throws IOException, InterruptedException {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
