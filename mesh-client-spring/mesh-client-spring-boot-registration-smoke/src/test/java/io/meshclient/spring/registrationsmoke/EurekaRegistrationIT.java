package io.meshclient.spring.registrationsmoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.eureka.EurekaDiscovery;
import io.meshclient.spring.registrationsmoke.app.OrdersApplication;
import io.meshclient.spring.registrationsmoke.eurekaserver.EurekaServerApplication;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Over the server of Spring Cloud Netflix, whose caches are as short as they can be. */
class EurekaRegistrationIT extends RegistrationScenarios {

    private final int port = ChildProcess.freePort();
    private ChildProcess eureka;

    @Override
    void startRegistry() {
        eureka = ChildProcess.ofClass(
                EurekaServerApplication.class,
                List.of(
                        "--spring.config.name=eureka-server",
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        "--eureka.client.register-with-eureka=false",
                        "--eureka.client.fetch-registry=false",
                        "--eureka.server.use-read-only-response-cache=false",
                        "--eureka.server.response-cache-auto-expiration-in-seconds=1",
                        "--eureka.server.enable-self-preservation=false",
                        "--eureka.server.eviction-interval-timer-in-ms=500"));
        until("Eureka").until(() -> Rest.get(url() + "/apps").startsWith("200") || !eureka.isAlive());
        assertThat(eureka.isAlive()).as(eureka.log()).isTrue();
    }

    @Override
    void stopRegistry() {
        eureka.close();
    }

    @Override
    void restartEmpty() {
        eureka.kill();
        startRegistry();
    }

    @Override
    void forget(String instanceId) {
        Rest.require("DELETE", url() + "/apps/ORDERS/" + instanceId);
    }

    @Override
    boolean registryHas(String instanceId) {
        return Rest.get(url() + "/apps/ORDERS/" + instanceId).startsWith("200");
    }

    private String url() {
        return "http://127.0.0.1:" + port + "/eureka";
    }

    @Override
    List<String> properties() {
        return List.of("--mesh.client.registration.registry=eureka", "--mesh.client.discovery.eureka.urls=" + url());
    }

    @Override
    Discovery discovery(MeshRuntime runtime) {
        return EurekaDiscovery.builder()
                .urls(url())
                .interval(Duration.ofMillis(100))
                .build();
    }

    /** By twice the TTL: Eureka's servers count it from the end of the lease. */
    @Test
    void whoIsKilledIsRemovedByTtl() {
        ChildProcess application = ChildProcess.ofClass(OrdersApplication.class, arguments());
        until("it is seen").until(() -> nowSeen() != null || !application.isAlive());
        application.kill();

        until("it is removed").until(() -> nowSeen() == null);
    }

    /** What the console of Eureka links to. */
    @Test
    void thePagesAreThoseOfTheManagementPort() {
        try (ChildProcess application =
                ChildProcess.ofClass(OrdersApplication.class, arguments("--management.server.port=0"))) {
            until("it is seen").until(() -> nowSeen() != null || !application.isAlive());
            String json = Rest.get(url() + "/apps/ORDERS");
            String health = json.replaceAll("(?s).*\"healthCheckUrl\":\"([^\"]+)\".*", "$1");

            assertThat(health).startsWith("http://127.0.0.1:").endsWith("/actuator/health");
            assertThat(health).doesNotContain(nowSeen().key());
            assertThat(Rest.get(health)).startsWith("200");
            assertThat(json).contains("\"homePageUrl\":\"http://" + nowSeen().key() + "/\"");
        }
    }
}
