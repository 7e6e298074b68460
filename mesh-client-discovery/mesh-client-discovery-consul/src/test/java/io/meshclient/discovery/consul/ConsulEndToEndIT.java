package io.meshclient.discovery.consul;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.DiscoveryEndToEnd;
import io.meshclient.discovery.testkit.NeedsProgram;
import io.meshclient.time.MeshRuntime;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Traffic while a real Consul registers and forgets instances, is killed, and comes back with its data. */
@NeedsProgram("consul")
final class ConsulEndToEndIT extends DiscoveryEndToEnd {

    @TempDir
    private Path directory;

    private final MeshRuntime runtime = MeshRuntime.system();
    private ConsulServer consul;

    @BeforeEach
    void startConsul() {
        consul = ConsulServer.start(directory);
    }

    @AfterEach
    void closeConsul() {
        consul.close();
        runtime.close();
    }

    @Override
    protected Discovery create() {
        return ConsulDiscovery.of(Map.of("url", consul.url()), runtime);
    }

    @Override
    protected void register(String host, int port) {
        consul.register("orders", "orders-" + port, host, port);
    }

    @Override
    protected boolean drain(String host, int port) {
        consul.put("/v1/agent/service/maintenance/orders-" + port + "?enable=true", "");
        return true;
    }

    @Override
    protected void deregister(String host, int port) {
        consul.put("/v1/agent/service/deregister/orders-" + port, "");
    }

    @Override
    protected void stopSource() {
        consul.kill();
    }

    @Override
    protected void startSource() {
        consul.startAgain();
    }
}
