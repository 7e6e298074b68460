package io.meshclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.micrometer.MicrometerMeshObserver;
import io.meshclient.testing.VirtualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How old a list of endpoints is, as the view and the meter tell it, while its registry is away. */
class SourceAgeTest {

    private static final EndpointSet ONE = EndpointSet.of(List.of(Endpoint.parse("127.0.0.1:1")));

    private final VirtualTime time = new VirtualTime();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Registry registry = new Registry();
    private final Mesh mesh = Mesh.builder()
            .runtime(time.runtime())
            .observer(new MicrometerMeshObserver(meters))
            .discovery("registry", registry)
            .service("orders", orders -> orders.discovery("registry"))
            .build();

    private static final class Registry implements Discovery {
        private Listener listener;

        @Override
        public Subscription subscribe(String target, Listener heard) {
            listener = heard;
            return () -> {};
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void close() {
        mesh.close();
    }

    @Test
    void itGrowsWhileTheRegistryIsAwayAndEndsWithItsNextAnswer() {
        registry.listener.onEndpoints(ONE);
        time.advance(Duration.ofHours(1));
        assertAge(0); // an old list that is confirmed is not old

        registry.listener.onFailure(new IOException("away"));
        time.advance(Duration.ofSeconds(60));
        registry.listener.onFailure(new IOException("still away"));
        time.advance(Duration.ofSeconds(30));
        assertAge(90);
        assertThat(view().lastError()).contains("still away");
        assertThat(view().endpoints()).hasSize(1);

        registry.listener.onEndpoints(ONE);
        time.advance(Duration.ofSeconds(5));
        assertAge(0);
        assertThat(view().lastError()).isNull();
    }

    @Test
    void aNewSourceIsNotBlamedForTheOldOne() {
        registry.listener.onFailure(new IOException("away"));
        time.advance(Duration.ofSeconds(60));
        assertAge(60);

        mesh.update(io.meshclient.policy.MeshConfig.builder()
                .service("orders", orders -> orders.endpoints("127.0.0.1:1"))
                .build());

        assertAge(0);
    }

    private ServiceView view() {
        return mesh.view().service("orders");
    }

    private void assertAge(long seconds) {
        assertThat(view().ageMillis()).isEqualTo(TimeUnit.SECONDS.toMillis(seconds));
        assertThat(meters.get("mesh.client.discovery.age")
                        .tag("service", "orders")
                        .timeGauge()
                        .value(TimeUnit.SECONDS))
                .isEqualTo(seconds);
    }
}
