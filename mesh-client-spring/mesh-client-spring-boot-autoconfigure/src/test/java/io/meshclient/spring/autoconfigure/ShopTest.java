package io.meshclient.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.Mesh;
import io.meshclient.MeshView;
import io.meshclient.policy.CallOptions;
import io.meshclient.spring.MeshClient;
import io.meshclient.spring.autoconfigure.app.Orders;
import io.meshclient.spring.autoconfigure.app.ShopApplication;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** A whole application with real servers behind it. */
@SpringBootTest(
        classes = ShopApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "mesh.client.defaults.balancer=round-robin",
            "mesh.client.services.orders.retry.max-retries=1",
            "spring.http.serviceclient.orders.default-header.X-Test=from-properties",
            "management.endpoints.web.exposure.include=mesh,health",
            "management.endpoint.health.show-details=always"
        })
class ShopTest {

    private static final Instance ONE = new Instance();
    private static final Instance TWO = new Instance();

    @LocalServerPort
    int port;

    @Autowired
    Orders orders;

    @Autowired
    @MeshClient("orders")
    RestClient ordersClient;

    @Autowired
    @MeshClient
    OkHttpClient okHttp;

    @Autowired
    Mesh mesh;

    @Autowired
    MeterRegistry meters;

    @DynamicPropertySource
    static void endpoints(DynamicPropertyRegistry registry) {
        registry.add("mesh.client.services.orders.endpoints[0]", ONE::key);
        registry.add("mesh.client.services.orders.endpoints[1]", TWO::key);
    }

    @AfterAll
    static void stop() {
        ONE.close();
        TWO.close();
    }

    @BeforeEach
    void reset() {
        ONE.status = 200;
        TWO.status = 200;
    }

    @Test
    void callsAreSpreadOverTheInstances() {
        Set<String> servedBy = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            servedBy.add(orders.item("7").servedBy());
        }
        assertThat(servedBy).containsExactlyInAnyOrder(ONE.key(), TWO.key());
        assertThat(ONE.seen).anyMatch(seen -> seen.startsWith("GET /items/7 host=orders x=from-properties"));
    }

    @Test
    void aFailedGetIsRetriedElsewhere() {
        ONE.status = 503;
        for (int i = 0; i < 4; i++) {
            assertThat(orders.item("7").servedBy()).isEqualTo(TWO.key());
        }
    }

    @Test
    void aBodyReachesTheServiceWithItsTypeAndLength() {
        Orders.Item item = new Orders.Item("9", "me");
        assertThat(orders.add(item).id()).isEqualTo("7");
        assertThat(String.join("\n", ONE.seen) + String.join("\n", TWO.seen))
                .contains("{\"id\":\"9\",\"servedBy\":\"me\"}");
    }

    @Test
    void onlyABodyThatCanBeWrittenAgainIsSentAgain() {
        ONE.status = 503;
        TWO.status = 503;
        assertThat(attemptsOf(new Orders.Item("9", "me"))).isEqualTo(2);
        byte[] json = "{\"id\":\"9\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(attemptsOf(new InputStreamResource(new ByteArrayInputStream(json))))
                .isEqualTo(1);
        StreamingHttpOutputMessage.Body once = out -> out.write(json);
        assertThat(attemptsOf(once)).isEqualTo(1);
    }

    private int attemptsOf(Object body) {
        int before = ONE.calls.get() + TWO.calls.get();
        RestClient.RequestBodySpec request = ordersClient
                .post()
                .uri("/items")
                .contentType(MediaType.APPLICATION_JSON)
                .attribute("options", CallOptions.builder().idempotent(true).build());
        if (body instanceof StreamingHttpOutputMessage.Body streaming) {
            request.body(streaming);
        } else {
            request.body(body);
        }
        assertThat(request.<HttpStatusCode>exchange((sent, response) -> response.getStatusCode()))
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        return ONE.calls.get() + TWO.calls.get() - before;
    }

    @Test
    void theQualifiedClientsReachTheServiceToo() throws Exception {
        assertThat(ordersClient
                        .get()
                        .uri("/items/8")
                        .retrieve()
                        .body(Orders.Item.class)
                        .servedBy())
                .isIn(ONE.key(), TWO.key());
        Request request = new Request.Builder().url("http://orders/items/8").build();
        try (Response response = okHttp.newCall(request).execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
    }

    @Test
    void actuatorShowsWhatHappened() {
        orders.item("7");
        orders.item("7");
        RestClient self = RestClient.create("http://127.0.0.1:" + port);
        JsonNode view = self.get().uri("/actuator/mesh").retrieve().body(JsonNode.class);
        JsonNode service = view.at("/services/0");
        assertThat(service.at("/name").asString()).isEqualTo("orders");
        assertThat(service.at("/callsInFlight").asInt()).isZero();
        assertThat(List.of(
                        service.at("/endpoints/0/key").asString(),
                        service.at("/endpoints/1/key").asString()))
                .containsExactlyInAnyOrder(ONE.key(), TWO.key());
        assertThat(service.at("/endpoints/0/state").asString()).isEqualTo("available");
        assertThat(service.at("/endpoints/0/ewmaMillis").asDouble()).isPositive();
        assertThat(service.at("/policy/balancer/text").asString()).isEqualTo("round-robin");
        assertThat(service.at("/policy/balancer/origin").asString())
                .contains("mesh.client.defaults.balancer in Inlined Test Properties");
        assertThat(service.at("/policy").get("retry.max-retries").at("/text").asString())
                .isEqualTo("1");
        assertThat(service.at("/policy").get("call-timeout").at("/origin").asString())
                .isEqualTo("library default");
        JsonNode one = self.get().uri("/actuator/mesh/orders").retrieve().body(JsonNode.class);
        assertThat(one.at("/name").asString()).isEqualTo("orders");
        HttpStatusCode status =
                self.get().uri("/actuator/mesh/nobody").exchange((request, response) -> response.getStatusCode());
        assertThat(status).isEqualTo(HttpStatus.NOT_FOUND);
    }

    @Test
    void healthCountsEndpointsByState() {
        RestClient self = RestClient.create("http://127.0.0.1:" + port);
        JsonNode health = self.get().uri("/actuator/health").retrieve().body(JsonNode.class);
        JsonNode details = health.at("/components/mesh/details/orders/endpoints");
        assertThat(details.at("/available").asInt()).isEqualTo(2);
        String readiness =
                self.get().uri("/actuator/health/readiness").retrieve().body(String.class);
        assertThat(readiness).doesNotContain("mesh");
    }

    @Test
    void metersCountTheCalls() {
        orders.item("7");
        assertThat(meters.find("mesh.client.attempts").tag("service", "orders").meters())
                .isNotEmpty();
    }

    @Test
    void theViewIsTheMeshs() {
        MeshView view = mesh.view();
        assertThat(view.service("orders").endpoints()).hasSize(2);
    }
}
