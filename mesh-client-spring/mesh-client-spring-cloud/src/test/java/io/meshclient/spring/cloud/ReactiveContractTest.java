package io.meshclient.spring.cloud;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.testkit.DiscoveryContract;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.time.MeshRuntime;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract, over a ReactiveDiscoveryClient. */
class ReactiveContractTest extends DiscoveryContract {

    private static MeshRuntime runtime;

    private final FakeRegistry registry = new FakeRegistry();

    @BeforeAll
    static void start() {
        runtime = MeshRuntime.system();
        runtime.timers().schedule(0, () -> {}); // its thread is there from now on
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    @Override
    protected Discovery create() {
        return Discoveries.of(ReactiveClients.of(registry.reactive()), Map.of("interval", "50ms"), runtime);
    }

    @Override
    protected void publish(String target, EndpointSet set) {
        registry.publish(target, set);
    }

    @Override
    protected boolean breakSource() {
        registry.fail();
        return true;
    }
}
