package io.meshclient.discovery.zookeeper;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.ConnectionState;
import org.jspecify.annotations.Nullable;

/** ZooKeeper by Curator's framework: one session, renewed for ever. */
final class CuratorRegistry implements Registry {

    private static final int CLOSE_MILLIS = 200;

    private final ZooKeeperOptions options;
    private final Executor executor;

    private @Nullable CuratorFramework client; // owned by the executor's thread
    private long session; // owned by the executor's thread
    private boolean lost; // owned by the executor's thread

    CuratorRegistry(ZooKeeperOptions options, Executor executor) {
        this.options = options;
        this.executor = executor;
    }

    @Override
    public void start(Consumer<Link> heard) {
        CuratorFramework made = make();
        client = made;
        made.getConnectionStateListenable().addListener((ignored, state) -> heard.accept(link(made, state)), executor);
        made.start();
    }

    /** Reads are tried again by their watches, with the mesh's timers and randomness; Curator tries nothing again. */
    private CuratorFramework make() {
        CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder()
                .connectString(options.connect())
                .sessionTimeoutMs((int) options.sessionTimeout().toMillis())
                .connectionTimeoutMs((int) options.connectTimeout().toMillis())
                .retryPolicy((count, elapsed, sleeper) -> false)
                .canBeReadOnly(options.readOnly())
                .zkClientConfig(ClientSettings.of(options))
                .threadFactory(SourceThread::daemon)
                .runSafeService(executor)
                .ensembleTracker(false) // inside addresses of an ensemble may be unreachable from here
                .dontUseContainerParents()
                .maxCloseWaitMs(CLOSE_MILLIS);
        ZooKeeperOptions.Auth auth = options.auth();
        if (!auth.scheme().isEmpty()) {
            builder.authorization(auth.scheme(), auth.secret().getBytes(StandardCharsets.UTF_8));
        }
        return builder.build();
    }

    /** A session that is gone took its watches along; so did one that nobody saw go. */
    private Link link(CuratorFramework connected, ConnectionState state) {
        switch (state) {
            case SUSPENDED:
                return Link.SUSPENDED;
            case LOST:
                lost = true;
                return Link.LOST;
            case READ_ONLY:
                session = 0; // its sessions are its own
                return Link.UP_READ_ONLY;
            default:
                long before = session;
                session = sessionOf(connected);
                boolean same = !lost && session != 0 && session == before;
                lost = false;
                return same ? Link.UP : Link.UP_WITH_NEW_SESSION;
        }
    }

    private static long sessionOf(CuratorFramework connected) {
        try {
            return connected.getZookeeperClient().getZooKeeper().getSessionId();
        } catch (Exception e) { // as declared there; it is lost again
            return 0;
        }
    }

    @Override
    public Reads open(Consumer<String> changed) {
        CuratorFramework started = client;
        if (started == null) {
            throw new IllegalStateException("The connection to ZooKeeper was not started");
        }
        return new CuratorReads(started, executor, changed);
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
