package io.meshclient.discovery.kubernetes.it;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.kubernetes.KubernetesDiscovery;
import io.meshclient.discovery.testkit.DiscoveryContract;
import io.meshclient.discovery.testkit.Fact;
import io.meshclient.endpoint.EndpointSet;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on fabric8's API server. */
final class CrudContractIT extends DiscoveryContract {

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
                .runtime(runtime())
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

    @Override
    protected Set<Fact> facts() {
        return EnumSet.of(Fact.ZONE, Fact.DRAINING);
    }

    /** As many as their controller puts into one slice. */
    @Override
    protected int most() {
        return 100;
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }
}
