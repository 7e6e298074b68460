package io.meshclient.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Subscription;
import io.meshclient.endpoint.EndpointSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract on a Consul in memory. */
final class FakeConsulContractTest extends ConsulContract {

    private final FakeConsul consul = new FakeConsul();

    @AfterEach
    void closeConsul() {
        consul.close();
    }

    /** The question under way ends with the last listener, and its thread with it. */
    @Test
    void unsubscribingEndsTheQuestion() {
        publish("orders", EndpointSet.EMPTY);
        try (Discovery discovery = create()) {
            Recorder heard = new Recorder();
            Subscription subscription = discovery.subscribe("orders", heard);
            await().atMost(Recorder.PATIENCE).until(() -> consul.asked().size() == 2);
            subscription.close();
            await().atMost(Recorder.PATIENCE)
                    .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                            .extracting(Thread::getName)
                            .noneMatch(name -> name.startsWith("OkHttp " + consul.url())));
            publish("orders", EndpointSet.EMPTY);
            assertThat(consul.asked()).hasSize(2);
        }
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
