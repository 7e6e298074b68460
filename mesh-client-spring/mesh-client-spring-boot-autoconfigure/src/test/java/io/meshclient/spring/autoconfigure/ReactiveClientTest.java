package io.meshclient.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.meshclient.Mesh;
import io.meshclient.outcome.MeshTimeoutException;
import io.meshclient.policy.CallOptions;
import io.meshclient.spring.autoconfigure.reactive.Catalog;
import io.meshclient.spring.autoconfigure.reactive.Catalog.Item;
import io.meshclient.spring.autoconfigure.reactive.ReactiveApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.reactive.function.client.WebClientException;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Reactive return types over real connections: nothing is held back, nothing is lost, and a cancel is a cancel. */
@SpringBootTest(
        classes = ReactiveApplication.class,
        webEnvironment = WebEnvironment.NONE,
        properties = {
            "mesh.client.services.catalog.balancer=round-robin",
            "mesh.client.services.catalog.retry.max-retries=1",
            "mesh.client.services.catalog.outlier.enabled=false",
            "spring.http.serviceclient.catalog.default-header.X-Test=from-properties"
        })
class ReactiveClientTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final CallOptions IDEMPOTENT =
            CallOptions.builder().idempotent(true).build();
    private static final Instance ONE = new Instance();
    private static final Instance TWO = new Instance();

    @Autowired
    Catalog catalog;

    @Autowired
    Mesh mesh;

    /** Lets a handler go on; what is left of one test must not help the next. */
    private final Semaphore permits = new Semaphore(0);

    @DynamicPropertySource
    static void endpoints(DynamicPropertyRegistry registry) {
        registry.add("mesh.client.services.catalog.endpoints", () -> ONE.key() + "," + TWO.key());
    }

    @BeforeEach
    void reset() {
        for (Instance instance : List.of(ONE, TWO)) {
            instance.status = 200;
            instance.handler = null;
            instance.seen.clear();
            instance.calls.set(0);
        }
    }

    @AfterEach
    void nothingIsLeftInFlight() {
        permits.release(1000);
        await().atMost(LIMIT)
                .until(() -> mesh.view().service("catalog").callsInFlight() == 0
                        && mesh.view().service("catalog").endpoints().stream()
                                .allMatch(endpoint -> endpoint.inFlight() == 0));
    }

    @AfterAll
    static void stop() {
        ONE.close();
        TWO.close();
    }

    @Test
    void aMonoIsAnsweredByBothInstances() {
        Set<String> servedBy = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            servedBy.add(catalog.item("7").block(LIMIT).servedBy());
        }
        assertThat(servedBy).containsExactlyInAnyOrder(ONE.key(), TWO.key());
        assertThat(ONE.seen).anyMatch(seen -> seen.startsWith("GET /items/7 host=catalog x=from-properties"));
    }

    @Test
    void aBlockingMethodBesideItWorks() {
        assertThat(catalog.itemNow("7").servedBy()).isIn(ONE.key(), TWO.key());
    }

    @Test
    void aFailedGetIsRetriedElsewhere() {
        ONE.status = 503;
        for (int i = 0; i < 3; i++) {
            assertThat(catalog.item("7").block(LIMIT).servedBy()).isEqualTo(TWO.key());
        }
    }

    @Test
    void aStatusIsWebClientsException() {
        ONE.status = 404;
        TWO.status = 404;
        StepVerifier.create(catalog.item("7"))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                WebClientResponseException.NotFound.class,
                                notFound -> assertThat(notFound.getResponseBodyAsString())
                                        .contains("servedBy")))
                .verify(LIMIT);
    }

    @Test
    void cookiesGoBothWays() {
        both(exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "taste=sweet; Path=/; HttpOnly");
            send(exchange, exchange.getRequestHeaders().getFirst("Cookie"));
        });
        assertThat(catalog.withCookie("salty").block(LIMIT)).isEqualTo("taste=salty");
    }

    @Test
    void aWholeBodyIsSentAgain() {
        ONE.status = 503;
        for (int i = 0; i < 2; i++) {
            assertThat(catalog.add(new Item("9", "me"), IDEMPOTENT).block(LIMIT).servedBy())
                    .isEqualTo(TWO.key());
        }
        assertThat(ONE.seen).isNotEmpty().allMatch(seen -> seen.endsWith("{\"id\":\"9\",\"servedBy\":\"me\"}"));
        assertThat(TWO.seen).hasSize(2).allMatch(seen -> seen.endsWith("{\"id\":\"9\",\"servedBy\":\"me\"}"));
    }

    @Test
    void aBodyInPartsIsSentAsItComesAndOnce() {
        Flux<Item> items = Flux.range(0, 3).map(i -> new Item("" + i, "me"));
        assertThat(catalog.addAll(items, IDEMPOTENT).block(LIMIT).id()).isEqualTo("7");
        assertThat(String.join("", ONE.seen) + String.join("", TWO.seen))
                .contains("{\"id\":\"2\",\"servedBy\":\"me\"}");

        ONE.status = 503;
        TWO.status = 503;
        int before = ONE.calls.get() + TWO.calls.get();
        StepVerifier.create(catalog.addAll(items, IDEMPOTENT))
                .expectError(WebClientResponseException.ServiceUnavailable.class)
                .verify(LIMIT);
        assertThat(ONE.calls.get() + TWO.calls.get() - before).isEqualTo(1);
    }

    @Test
    void aPartArrivesBeforeTheNextIsPublished() {
        CountDownLatch firstHasArrived = new CountDownLatch(1);
        both(exchange -> {
            byte[] some = new byte[4096];
            exchange.getRequestBody().read(some);
            firstHasArrived.countDown();
            exchange.getRequestBody().readAllBytes();
            send(exchange, "{\"id\":\"7\",\"servedBy\":\"it\"}");
        });
        Flux<Item> items = Flux.concat(
                Flux.just(new Item("1", "me")),
                Flux.<Item>empty()
                        .delaySubscription(Mono.fromCallable(() -> firstHasArrived.await(10, TimeUnit.SECONDS))
                                .subscribeOn(Schedulers.boundedElastic())));
        assertThat(catalog.addAll(items, null).block(LIMIT).id()).isEqualTo("7");
        assertThat(firstHasArrived.getCount()).isZero();
    }

    @Test
    void aBodyThatNobodyPublishesEndsWithTheCallTimeout() {
        CallOptions brief =
                CallOptions.builder().callTimeout(Duration.ofMillis(300)).build();
        StepVerifier.create(catalog.addAll(Flux.never(), brief))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(WebClientRequestException.class)
                        .hasCauseInstanceOf(MeshTimeoutException.class))
                .verify(LIMIT);
    }

    @Test
    void aBodyThatFailsFailsTheCall() {
        StepVerifier.create(catalog.addAll(Flux.error(new IllegalStateException("no more")), null))
                .expectErrorSatisfies(error -> assertThat(error)
                        .hasStackTraceContaining("The request's body failed: java.lang.IllegalStateException: no more"))
                .verify(LIMIT);
    }

    @Test
    void anEventIsHereBeforeTheNextIsSent() {
        both(exchange -> sendEvents(exchange, 3));
        StepVerifier.create(catalog.events().mapNotNull(ServerSentEvent::data))
                .then(permits::release)
                .expectNext("event 0")
                .then(permits::release)
                .expectNext("event 1")
                .then(permits::release)
                .expectNext("event 2")
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void aCancelEndsTheStreamOnTheServerToo() throws Exception {
        CountDownLatch serverSawIt = new CountDownLatch(1);
        both(exchange -> {
            try {
                sendEvents(exchange, Integer.MAX_VALUE);
            } catch (IOException e) {
                serverSawIt.countDown();
            }
        });
        permits.release(1);
        StepVerifier.create(catalog.events()).expectNextCount(1).thenCancel().verify(LIMIT);
        // The server is silent, so a thread waits for bytes that only the cancel can wake.
        await().atMost(LIMIT).until(() -> mesh.view().service("catalog").callsInFlight() == 0);
        permits.release(100_000);
        assertThat(serverSawIt.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCancelBeforeTheHeadersEndsTheCall() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        both(exchange -> {
            arrived.countDown();
            permits.acquireUninterruptibly();
        });
        Disposable call = catalog.item("7").subscribe();
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
        call.dispose();
        await().atMost(LIMIT).until(() -> mesh.view().service("catalog").callsInFlight() == 0);
        assertThat(ONE.calls.get() + TWO.calls.get()).isEqualTo(1);
    }

    @Test
    void aLargeBodyComesAsItIsWanted() {
        byte[] large = new byte[300_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i % 251);
        }
        both(exchange -> {
            exchange.sendResponseHeaders(200, large.length);
            exchange.getResponseBody().write(large);
        });
        StepVerifier.create(catalog.bytes()
                        .limitRate(1)
                        .map(ReactiveClientTest::bytes)
                        .reduce(new byte[0], this::join))
                .assertNext(all -> assertThat(all).isEqualTo(large))
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void aBodyThatBreaksOffIsAnError() {
        both(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            throw new IOException("the instance breaks off");
        });
        StepVerifier.create(catalog.bytes().map(ReactiveClientTest::bytes))
                .thenConsumeWhile(part -> true)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(WebClientException.class)
                        .hasRootCauseInstanceOf(IOException.class))
                .verify(LIMIT);
    }

    private static void both(HttpHandler handler) {
        ONE.handler = handler;
        TWO.handler = handler;
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", text.startsWith("{") ? "application/json" : "text/plain");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void sendEvents(HttpExchange exchange, int count) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        for (int i = 0; i < count; i++) {
            permits.acquireUninterruptibly();
            exchange.getResponseBody().write(("data: event " + i + "\n\n").getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        }
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
