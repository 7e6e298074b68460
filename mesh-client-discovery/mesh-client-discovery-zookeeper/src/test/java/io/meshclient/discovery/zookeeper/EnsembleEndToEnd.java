package io.meshclient.discovery.zookeeper;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.DiscoveryEndToEnd;
import io.meshclient.time.MeshRuntime;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Traffic while the leader of three servers is killed, another is elected, and the old one comes back. */
abstract class EnsembleEndToEnd extends DiscoveryEndToEnd {

    @TempDir
    private Path directory;

    private final MeshRuntime runtime = MeshRuntime.system();
    private Ensemble ensemble;
    private Registrar registrar;
    private ZooKeeperServer killed;

    /** The class path of the servers; empty for that of the tests. */
    abstract String jars();

    @BeforeEach
    void start() throws Exception {
        ensemble = new Ensemble(directory, jars()).start();
        registrar = new Registrar(ensemble.connect());
    }

    @AfterEach
    void end() throws Exception {
        if (registrar != null) {
            registrar.close();
            ensemble.close();
        }
        runtime.close();
    }

    @Override
    protected Discovery create() {
        return ZooKeeperDiscovery.of(Map.of("connect", ensemble.connect(), "read-only", "false"), runtime);
    }

    @Override
    protected void register(String host, int port) throws Exception {
        registrar.register(host, port);
    }

    @Override
    protected void deregister(String host, int port) throws Exception {
        registrar.deregister(port);
    }

    @Override
    protected void stopSource() {
        killed = ensemble.leader();
        killed.kill();
    }

    @Override
    protected void startSource() {
        killed.launch().awaitMode("leader", "follower");
    }
}
