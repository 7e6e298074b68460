package io.meshclient.discovery.zookeeper;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.DiscoveryEndToEnd;
import io.meshclient.time.MeshRuntime;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Traffic while instances register themselves and leave, and while the only server is killed and comes back. */
final class ZooKeeperEndToEndIT extends DiscoveryEndToEnd {

    @TempDir
    private Path directory;

    private final MeshRuntime runtime = MeshRuntime.system();
    private ZooKeeperServer server;
    private Registrar registrar;

    @BeforeEach
    void start() throws Exception {
        server = new ZooKeeperServer(directory).start();
        registrar = new Registrar(server.connect());
    }

    @AfterEach
    void end() throws Exception {
        registrar.close();
        server.close();
        runtime.close();
    }

    @Override
    protected Discovery create() {
        return ZooKeeperDiscovery.of(Map.of("connect", server.connect()), runtime);
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
        server.kill();
    }

    @Override
    protected void startSource() {
        server.start();
    }
}
