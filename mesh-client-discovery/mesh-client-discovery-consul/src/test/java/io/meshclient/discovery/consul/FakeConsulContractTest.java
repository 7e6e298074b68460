package io.meshclient.discovery.consul;

import io.meshclient.endpoint.EndpointSet;
import org.junit.jupiter.api.AfterEach;

/** The contract on a Consul in memory. */
final class FakeConsulContractTest extends ConsulContract {

    private final FakeConsul consul = new FakeConsul();

    @AfterEach
    void closeConsul() {
        consul.close();
    }

    @Override
    String url() {
        return consul.url();
    }

    @Override
    protected void publish(String target, EndpointSet set) {
        consul.publish(target, set);
    }

    @Override
    protected boolean breakSource() {
        consul.loseLeader();
        return true;
    }
}
