package io.meshclient.spring.cloudsmoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.meshclient.Mesh;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.cloud.client.circuitbreaker.CircuitBreakerFactory;
import org.springframework.cloud.client.circuitbreaker.ReactiveCircuitBreakerFactory;
import org.springframework.cloud.client.loadbalancer.LoadBalancerClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Spring Cloud's load balancer and circuit breaker take every HTTP service group, but not the mesh's. */
@SpringBootTest(
        classes = CloudApplication.class,
        webEnvironment = WebEnvironment.NONE,
        properties = {
            "mesh.client.defaults.balancer=round-robin",
            "mesh.client.services.orders.breaker.enabled=true",
            "mesh.client.services.orders.breaker.window-size=4",
            "mesh.client.services.prices.rate-limit.calls=100"
        })
class SpringCloudTest {

    private static final Instance ONE = new Instance();
    private static final Instance TWO = new Instance();

    /** More than the second that Spring Cloud's time limiter gives. */
    private static final int SLOW = 1300;

    @Autowired
    Orders orders;

    @Autowired
    Catalog catalog;

    @Autowired
    Prices prices;

    @Autowired
    Stock stock;

    @Autowired
    Mesh mesh;

    @Autowired
    LoadBalancerClient loadBalancer;

    @Autowired
    CircuitBreakerFactory<?, ?> circuitBreakers;

    @Autowired
    ReactiveCircuitBreakerFactory<?, ?> reactiveCircuitBreakers;

    @DynamicPropertySource
    static void endpoints(DynamicPropertyRegistry registry) {
        registry.add("mesh.client.services.orders.endpoints", () -> ONE.key() + "," + TWO.key());
        registry.add("mesh.client.services.catalog.endpoints", ONE::key);
        registry.add("mesh.client.services.prices.endpoints", ONE::key);
        registry.add("spring.cloud.discovery.client.simple.instances.stock[0].uri", () -> "http://" + TWO.key());
    }

    @AfterAll
    static void stop() {
        ONE.close();
        TWO.close();
    }

    @BeforeEach
    void reset() {
        ONE.status = 200;
        ONE.delayMillis = 0;
        TWO.delayMillis = 0;
    }

    @Test
    void aMeshClientIsNotTheLoadBalancers() {
        assertThat(loadBalancer.choose("orders")).isNull();
        Set<String> servedBy = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            servedBy.add(orders.item("7").servedBy());
        }
        assertThat(servedBy).containsExactlyInAnyOrder(ONE.key(), TWO.key());
    }

    @Test
    void aMeshClientMayTakeLongerThanTheTimeLimiterGives() {
        ONE.delayMillis = SLOW;
        TWO.delayMillis = SLOW;
        assertThat(orders.item("7").id()).isEqualTo("/items/7");
    }

    @Test
    void aReactiveMeshClientIsLeftAloneToo() {
        ONE.delayMillis = SLOW;
        assertThat(catalog.item("7").block(Duration.ofSeconds(10)).servedBy()).isEqualTo(ONE.key());
    }

    /** Spring Cloud's BOM decides which Resilience4j the application has, and has another one than we build with. */
    @Test
    void theMeshsBreakerWorksWithTheResilience4jThatSpringCloudBrings() {
        assertThat(versionOf(CircuitBreaker.class)).contains("resilience4j-circuitbreaker-2.3.");
        orders.item("7");
        assertThat(mesh.view().service("orders").breaker()).isEqualTo("CLOSED");
    }

    private static String versionOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().toString();
    }

    @Test
    void aFallbackIsHonoured() {
        ONE.status = 500;
        assertThat(prices.price("7")).isEqualTo("the list price of 7");
    }

    @Test
    void anotherGroupKeepsTheLoadBalancerAndTheTimeLimiter() {
        // A busy machine may need the time limiter's second for the first call.
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(stock.item("7").servedBy()).isEqualTo(TWO.key()));
        TWO.delayMillis = SLOW;
        assertThatThrownBy(() -> stock.item("7")).hasRootCauseInstanceOf(TimeoutException.class);
    }
}
