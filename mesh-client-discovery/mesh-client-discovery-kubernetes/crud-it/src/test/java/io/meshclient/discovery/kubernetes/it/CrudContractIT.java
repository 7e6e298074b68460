package io.meshclient.discovery.kubernetes.it;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.kubernetes.KubernetesDiscovery;
import io.meshclient.endpoint.EndpointSet;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on fabric8's API server. */
final class CrudContractIT extends KubernetesContract {

    private static CrudProcess server;

    @BeforeAll
    static void start() throws IOException {
        server = new CrudProcess().start();
    }

    @AfterAll
    static void stop() throws InterruptedException {
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
    protected void publish(String target, EndpointSet set) throws IOException {
        if (!server.isRunning()) {
            server.start();
        }
        server.objects().publish(target, set);
    }

    @Override
    protected boolean breakSource() throws InterruptedException {
        server.kill();
        return true;
    }
}
