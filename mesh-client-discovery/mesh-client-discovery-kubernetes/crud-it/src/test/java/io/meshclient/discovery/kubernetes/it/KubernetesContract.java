package io.meshclient.discovery.kubernetes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.testkit.DiscoveryContract;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The contract, on whatever API server. */
abstract class KubernetesContract extends DiscoveryContract {

    @Override
    protected final Duration patience() {
        return Duration.ofSeconds(30);
    }

    /** As in the contract, but that OkHttp keeps threads for all of the process, idle, for a minute: not named here. */
    @Test
    @Override
    protected final void closingEndsEverything() throws Exception {
        publish("orders", EndpointSet.of(List.of(Endpoint.parse("10.0.0.1:80"))));
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        Discovery discovery = create();
        Counting heard = new Counting();
        discovery.subscribe("orders", heard);
        await().atMost(patience()).until(() -> heard.calls.get() > 0);

        long begun = System.nanoTime();
        discovery.close();
        discovery.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        await().atMost(patience())
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .filteredOn(thread -> !before.contains(thread))
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("mesh-client") || name.startsWith("OkHttp 127")));
        int told = heard.calls.get();
        publish("orders", EndpointSet.EMPTY);
        assertThat(heard.calls.get()).isEqualTo(told);
        assertThatThrownBy(() -> discovery.subscribe("orders", heard)).isInstanceOf(IllegalStateException.class);
    }

    private static final class Counting implements Listener {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public void onEndpoints(EndpointSet set) {
            calls.incrementAndGet();
        }

        @Override
        public void onFailure(Throwable failure) {
            calls.incrementAndGet();
        }
    }
}
