package io.meshclient.discovery.kubernetes.it;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.kubernetes.KubernetesDiscovery;
import io.meshclient.discovery.testkit.DiscoveryEndToEnd;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Traffic while slices come and go, and while the API server is away. */
final class KubernetesEndToEndIT extends DiscoveryEndToEnd {

    private CrudProcess server;

    @BeforeEach
    void start() throws IOException {
        server = new CrudProcess().start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.close();
    }

    @Override
    protected Discovery create() {
        return KubernetesDiscovery.builder()
                .apiServer(server.url())
                .namespace("default")
                .build();
    }

    @Override
    protected void register(String host, int port) throws IOException {
        server.objects().put("orders", host, port);
    }

    @Override
    protected boolean drain(String host, int port) throws IOException {
        server.objects().drain("orders", host, port);
        return true;
    }

    @Override
    protected void deregister(String host, int port) throws IOException {
        server.objects().delete("orders-" + port);
    }

    @Override
    protected void stopSource() throws InterruptedException {
        server.kill();
    }

    @Override
    protected void startSource() throws IOException {
        server.start();
    }
}
