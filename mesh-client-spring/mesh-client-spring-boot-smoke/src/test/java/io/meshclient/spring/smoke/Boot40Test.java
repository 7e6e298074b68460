package io.meshclient.spring.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.spring.MeshClient;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** The starter, compiled against the current Spring Boot, in an application on 4.0. */
@SpringBootTest(
        classes = SmokeApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "mesh.client.defaults.balancer=round-robin",
            "management.endpoints.web.exposure.include=mesh,health",
            "management.endpoint.health.show-details=always"
        })
class Boot40Test {

    private static final Instance ONE = new Instance();
    private static final Instance TWO = new Instance();

    @LocalServerPort
    int port;

    @Autowired
    Orders orders;

    @Autowired
    @MeshClient("orders")
    RestClient ordersClient;

    @DynamicPropertySource
    static void endpoints(DynamicPropertyRegistry registry) {
        registry.add("mesh.client.services.orders.endpoints", () -> ONE.key() + "," + TWO.key());
    }

    @AfterAll
    static void stop() {
        ONE.close();
        TWO.close();
    }

    /** Else this module would say nothing about 4.0: one wrong line in a POM brings the current version. */
    @Test
    void thisIsSpringBoot40() {
        assertThat(SpringBootVersion.getVersion()).startsWith("4.0.");
    }

    @Test
    void callsAreSpreadOverTheInstances() {
        Set<String> servedBy = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            Orders.Item item = orders.item("7");
            assertThat(item.id()).isEqualTo("/items/7");
            servedBy.add(item.servedBy());
        }
        assertThat(servedBy).containsExactlyInAnyOrder(ONE.key(), TWO.key());
        assertThat(orders.add(new Orders.Item("9", "me")).id()).isEqualTo("/items");
    }

    @Test
    void aFailedGetIsRetriedElsewhere() {
        ONE.status = 503;
        try {
            for (int i = 0; i < 3; i++) {
                assertThat(orders.item("7").servedBy()).isEqualTo(TWO.key());
            }
        } finally {
            ONE.status = 200;
        }
    }

    @Test
    void anAnnotatedMethodIsNotRetried() {
        ONE.status = 503;
        TWO.status = 503;
        try {
            int before = ONE.calls() + TWO.calls();
            assertThatThrownBy(() -> orders.itemAtOnce("7")).hasMessageContaining("503");
            assertThat(ONE.calls() + TWO.calls() - before).isEqualTo(1);
        } finally {
            ONE.status = 200;
            TWO.status = 200;
        }
    }

    @Test
    void theQualifiedRestClientReachesTheServiceToo() {
        assertThat(ordersClient.get().uri("/items/8").retrieve().body(String.class))
                .contains("/items/8");
    }

    @Test
    void actuatorShowsTheEndpoints() {
        RestClient self = RestClient.create("http://127.0.0.1:" + port);
        JsonNode view = self.get().uri("/actuator/mesh").retrieve().body(JsonNode.class);
        assertThat(view.at("/services/0/name").asString()).isEqualTo("orders");
        assertThat(view.at("/services/0/endpoints").size()).isEqualTo(2);
        assertThat(view.at("/services/0/policy/balancer/text").asString()).isEqualTo("round-robin");
        JsonNode health = self.get().uri("/actuator/health").retrieve().body(JsonNode.class);
        assertThat(health.at("/components/mesh/details/orders/endpoints/available")
                        .asInt())
                .isEqualTo(2);
    }
}
