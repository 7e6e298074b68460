package io.meshclient.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.discovery.testkit.DiscoveryContract;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract on a Consul; addresses, ports and weights are compared, for the contract's endpoints have nothing else. */
abstract class ConsulContract extends DiscoveryContract {

    private final MeshRuntime runtime = MeshRuntime.system();

    abstract String url();

    @AfterEach
    final void closeRuntime() {
        runtime.close();
    }

    @Override
    protected final Discovery create() {
        return new Plain(ConsulDiscovery.of(Map.of("url", url(), "wait", "5m"), runtime));
    }

    /** As in the contract, but that OkHttp keeps threads for all of the process (one runner, one watchdog), idle, for a minute. */
    @Test
    @Override
    protected void closingEndsEverything() throws Exception {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        publish("orders", EndpointSet.of(List.of(Endpoint.parse("10.0.0.1:80"))));
        Discovery discovery = create();
        Recorder heard = new Recorder();
        discovery.subscribe("orders", heard);
        heard.awaitKeys("10.0.0.1:80");

        long begin = System.nanoTime();
        discovery.close();
        discovery.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));

        int calls = heard.calls();
        runtime.close();
        await().atMost(Recorder.PATIENCE)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .filteredOn(thread -> !before.contains(thread))
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("mesh-client") || name.startsWith("OkHttp http")));
        publish("orders", EndpointSet.EMPTY);
        assertThat(heard.calls()).isEqualTo(calls);
        assertThatThrownBy(() -> discovery.subscribe("orders", heard)).isInstanceOf(IllegalStateException.class);
    }

    /** Takes away what Consul knows and the contract's endpoints do not have. */
    private record Plain(Discovery whole) implements Discovery {

        @Override
        public Subscription subscribe(String target, Listener listener) {
            return whole.subscribe(target, new Listener() {
                @Override
                public void onEndpoints(EndpointSet set) {
                    listener.onEndpoints(EndpointSet.of(
                            set.endpoints().stream().map(Plain::plain).toList()));
                }

                @Override
                public void onFailure(Throwable failure) {
                    listener.onFailure(failure);
                }
            });
        }

        private static Endpoint plain(Endpoint endpoint) {
            return Endpoint.builder(endpoint.host(), endpoint.port())
                    .weight(endpoint.weight())
                    .build();
        }

        @Override
        public void close() {
            whole.close();
        }
    }
}
