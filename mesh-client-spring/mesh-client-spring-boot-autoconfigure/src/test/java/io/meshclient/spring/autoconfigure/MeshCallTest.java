package io.meshclient.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.meshclient.policy.CallOptions;
import io.meshclient.policy.CallPriority;
import io.meshclient.policy.RetryOn;
import io.meshclient.spring.autoconfigure.annotated.AnnotatedApplication;
import io.meshclient.spring.autoconfigure.annotated.AnnotatedApplication.Seen;
import io.meshclient.spring.autoconfigure.annotated.Catalog;
import io.meshclient.spring.autoconfigure.annotated.Orders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** {@code @MeshCall} in a whole application, before real servers: above the service's configuration, below the request. */
@SpringBootTest(
        classes = AnnotatedApplication.class,
        webEnvironment = WebEnvironment.NONE,
        properties = {
            "mesh.client.defaults.balancer=round-robin",
            "mesh.client.defaults.call-timeout=500ms",
            "mesh.client.defaults.retry.max-retries=0",
            "mesh.client.defaults.retry.base=1ms",
            "mesh.client.defaults.retry.envoy-headers=true",
            "mesh.client.defaults.hedge.budget.reserve=100",
            "mesh.client.defaults.outlier.enabled=false"
        })
class MeshCallTest {

    private static final Instance ONE = new Instance();
    private static final Instance TWO = new Instance();

    @Autowired
    Orders orders;

    @Autowired
    Catalog catalog;

    @Autowired
    Seen seen;

    @DynamicPropertySource
    static void endpoints(DynamicPropertyRegistry registry) {
        registry.add("mesh.client.services.orders.endpoints", () -> ONE.key() + "," + TWO.key());
        registry.add("mesh.client.services.catalog.endpoints", () -> ONE.key() + "," + TWO.key());
    }

    @BeforeEach
    void reset() {
        for (Instance instance : List.of(ONE, TWO)) {
            instance.status = 503;
            instance.handler = null;
        }
    }

    @AfterAll
    static void stop() {
        ONE.close();
        TWO.close();
    }

    private int attempts(Runnable call) {
        int before = ONE.calls.get() + TWO.calls.get();
        assertThat(catchThrowable(call::run)).hasStackTraceContaining("503");
        return ONE.calls.get() + TWO.calls.get() - before;
    }

    @Test
    void anInterfaceCountsAboveItsServiceAndAMethodAboveItsInterface() {
        assertThat(attempts(orders::asItsInterface)).isEqualTo(2);
        assertThat(attempts(orders::twice)).isEqualTo(3);
        assertThat(attempts(() -> catalog.plain().block())).isEqualTo(1);
        assertThat(seen.last()).as("nothing is added where nothing is said").isNull();
    }

    @Test
    void aReactiveMethod() {
        assertThat(attempts(() -> catalog.once().block())).isEqualTo(2);
    }

    @Test
    void aMarkedPostIsSentAgain() {
        assertThat(attempts(orders::add)).isEqualTo(1);
        assertThat(attempts(orders::put)).isEqualTo(2);
    }

    @Test
    void theRequestsOwnOptionsCountMore() {
        CallOptions none = CallOptions.builder().maxRetries(0).build();
        CallOptions other = CallOptions.builder().hashKey("7").build();
        assertThat(attempts(() -> orders.unless(none, null))).isEqualTo(1);
        assertThat(attempts(() -> orders.unless(other, null))).isEqualTo(3);
        assertThat(seen.last().hashKey()).isEqualTo("7");
        assertThat(attempts(() -> orders.unless(null, null))).isEqualTo(3);
    }

    @Test
    void andSoDoEnvoysHeadersButLessThanTheOptions() {
        CallOptions none = CallOptions.builder().maxRetries(0).build();
        assertThat(attempts(() -> orders.unless(null, 4))).isEqualTo(5);
        assertThat(attempts(() -> orders.unless(none, 4))).isEqualTo(1);
    }

    /** The service's half second is the read timeout of the starter's client, too. */
    @Test
    void aLongerCallTimeoutIsNotCutByTheReadTimeout() {
        answerAfter(Duration.ofMillis(900));
        assertThat(orders.patient()).isEqualTo("ok");
    }

    @Test
    void aHedgedMethod() {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        HttpHandler oneIsSlow = exchange -> {
            if (asked.getAndIncrement() == 0) {
                await(end, Duration.ofSeconds(5));
            }
            answer(exchange);
        };
        ONE.handler = oneIsSlow;
        TWO.handler = oneIsSlow;
        assertThat(orders.hedged()).isEqualTo("ok");
        end.countDown();
        assertThat(asked).hasValue(2);
    }

    @Test
    void allThatCanBeSaid() {
        attempts(orders::all);
        assertThat(seen.last())
                .hasToString(CallOptions.builder()
                        .callTimeout(Duration.ofSeconds(3))
                        .perTryTimeout(Duration.ZERO)
                        .maxRetries(1)
                        .retryOn(RetryOn.RESET, RetryOn.CONNECT_FAILURE)
                        .retriableStatusCodes(418, 425)
                        .idempotencyKey(true)
                        .hedge(false)
                        .priority(CallPriority.CRITICAL)
                        .build()
                        .toString());
    }

    @Test
    void composedAndInherited() {
        assertThat(attempts(orders::composed)).isEqualTo(1);
        assertThat(seen.last().priority()).isEqualTo(CallPriority.SHEDDABLE);
        assertThat(attempts(orders::list)).isEqualTo(2);
        assertThat(seen.last().callTimeout()).isEqualTo(Duration.ofSeconds(7));
    }

    private static void answerAfter(Duration pause) {
        CountDownLatch never = new CountDownLatch(1);
        HttpHandler slow = exchange -> {
            await(never, pause);
            answer(exchange);
        };
        ONE.handler = slow;
        TWO.handler = slow;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] body = "ok".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void await(CountDownLatch latch, Duration atMost) {
        try {
            latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
