package io.meshclient.discovery.eureka;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.DiscoveryContract;
import io.meshclient.endpoint.EndpointSet;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract over a registry in memory. */
class FakeContractTest extends DiscoveryContract {

    private static final FakeRegistry REGISTRY = new FakeRegistry();
    private static Front front;

    FakeContractTest() {
        OkHttpThreads.awake();
    }

    @BeforeAll
    static void start() throws IOException {
        front = new Front(REGISTRY);
    }

    @AfterAll
    static void stop() {
        front.close();
    }

    @Override
    protected Discovery create() {
        return new Addresses(EurekaDiscovery.builder()
                .urls(front.url())
                .interval(Duration.ofMillis(50))
                .build());
    }

    @Override
    protected void publish(String target, EndpointSet set) throws IOException {
        front.atOnce(() -> REGISTRY.put(target, set));
    }

    @Override
    protected boolean breakSource() {
        front.fail();
        return true;
    }
}
