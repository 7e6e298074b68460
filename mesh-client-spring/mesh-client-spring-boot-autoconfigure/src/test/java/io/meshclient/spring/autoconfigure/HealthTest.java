package io.meshclient.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.spring.MeshClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** What the health contributor says, and why. */
class HealthTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(MeshAutoConfiguration.class, MeshHealthAutoConfiguration.class))
            .withUserConfiguration(Caller.class);

    @Test
    void itIsUpWhileEachServiceHasAnEndpointThatTakesCalls() {
        application
                .withPropertyValues("mesh.client.services.orders.endpoints=127.0.0.1:1,127.0.0.1:2")
                .run(context -> {
                    Health health = context.getBean(HealthIndicator.class).health();
                    assertThat(health.getStatus()).isEqualTo(Status.UP);
                    assertThat(health.getDetails())
                            .containsEntry("orders", Map.of("endpoints", Map.of("available", 2)));
                });
    }

    @Test
    void itIsDownWhenTheOnlyEndpointRefusesConnections() throws IOException {
        application
                .withPropertyValues("mesh.client.services.orders.endpoints=127.0.0.1:" + closedPort())
                .run(context -> {
                    context.getBean(Caller.class).fails();
                    Health health = context.getBean(HealthIndicator.class).health();
                    assertThat(health.getStatus()).isEqualTo(Status.DOWN);
                    assertThat(health.getDetails()).containsEntry("orders", Map.of("endpoints", Map.of("held-off", 1)));
                });
    }

    @Test
    void itIsDownWhileARegistryFailsAndNoEndpointIsKnown() {
        application
                .withBean("registry", Discovery.class, HealthTest::failing)
                .withPropertyValues("mesh.client.services.orders.discovery=registry")
                .run(context -> {
                    Health health = context.getBean(HealthIndicator.class).health();
                    assertThat(health.getStatus()).isEqualTo(Status.DOWN);
                    assertThat(health.getDetails().get("orders").toString())
                            .contains("endpoints={}")
                            .contains("lastError=")
                            .contains("the registry is away")
                            .contains("ageSeconds=0");
                });
    }

    @Test
    void itIsUnknownWhenTheMeshIsSwitchedOff() {
        application
                .withPropertyValues("mesh.client.enabled=false", "mesh.client.services.orders.endpoints=127.0.0.1:1")
                .run(context -> {
                    Health health = context.getBean(HealthIndicator.class).health();
                    assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
                    assertThat(health.getDetails()).containsEntry("enabled", false);
                });
    }

    @Test
    void itCanBeSwitchedOff() {
        application
                .withPropertyValues(
                        "management.health.mesh.enabled=false", "mesh.client.services.orders.endpoints=127.0.0.1:1")
                .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Discovery failing() {
        return new Discovery() {
            @Override
            public Subscription subscribe(String target, Listener listener) {
                listener.onFailure(new IOException("the registry is away"));
                return () -> {};
            }

            @Override
            public void close() {}
        };
    }

    @Configuration(proxyBeanMethods = false)
    static class Caller {

        private final OkHttpClient client;

        Caller(@MeshClient OkHttpClient client) {
            this.client = client;
        }

        void fails() {
            Request request = new Request.Builder().url("http://orders/").build();
            assertThatIOException()
                    .isThrownBy(() -> client.newCall(request).execute().close());
        }
    }
}
