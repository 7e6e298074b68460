package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.meshclient.Mesh;
import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Health;
import io.meshclient.observe.CallEnded;
import io.meshclient.observe.CallObserver;
import io.meshclient.observe.CallStarted;
import io.meshclient.observe.MeshObserver;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.MeshRefusedException;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Socket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The mesh's own no: for the right reason, at no cost to anybody, and with everything given back. */
@Timeout(30)
final class RefusalTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    private static MeshRefusedException refused(OkHttpClient client, Request request) {
        MeshRefusedException refused = catchThrowableOfType(MeshRefusedException.class, () -> call(client, request));
        assertThat(refused).hasMessageEndingWith("stopped: " + refused.reason().sentence());
        assertThat(refused.report().refusal()).isEqualTo(refused.reason());
        return refused;
    }

    @Test
    void capIsGivenBackAtTheEndOfTheBody() throws IOException {
        WireServer a = scene.server();
        OkHttpClient client = scene.client(endpoints(a), orders -> orders.maxConcurrentCalls(1));
        try (Response response = client.newCall(get()).execute()) {
            assertThat(refused(client, get()).reason()).isEqualTo(RefusalReason.TOO_MANY_CALLS);
            assertThat(response.body().string()).isEqualTo("ok");
            assertThat(call(client, get()).code()).as("read to its end").isEqualTo(200);
        }
        assertThat(a.seen()).hasSize(2);
    }

    @Test
    void capIsGivenBackAfterAFailure() throws IOException {
        WireServer a = scene.server();
        OkHttpClient client = scene.client(
                endpoints(a), orders -> orders.maxConcurrentCalls(1).retry(r -> r.enabled(false)));
        a.then(WireServer.rawThenClose(""));
        assertThat(catchThrowable(() -> call(client, get()))).isExactlyInstanceOf(MeshException.class);
        assertThat(call(client, get()).code()).isEqualTo(200);

        a.usually(WireServer.rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort"));
        for (int i = 0; i < 3; i++) {
            assertThat(catchThrowable(() -> call(client, get()))).isNotInstanceOf(MeshRefusedException.class);
        }
    }

    @Test
    void capIsGivenBackOnAnUpgrade() throws IOException {
        String upgraded = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n";
        WireServer a = scene.server().then(WireServer.raw(upgraded));
        OkHttpClient client = scene.client(endpoints(a), orders -> orders.maxConcurrentCalls(1));
        Request upgrade = get().newBuilder()
                .header("Connection", "Upgrade")
                .header("Upgrade", "echo")
                .build();
        try (Response response = client.newCall(upgrade).execute()) {
            assertThat(response.code()).isEqualTo(101);
            assertThat(leaks.complaints()).isEmpty();
            assertThat(call(client, get()).code()).isEqualTo(200);
            Socket upgradedTo = requireNonNull(response.socket());
            upgradedTo.cancel();
            upgradedTo.getSource().close(); // both, or OkHttp calls its connection leaked, a minute later
            upgradedTo.getSink().close();
        }
    }

    @Test
    void openBreakerRefuses() {
        WireServer a = scene.server().usually(WireServer.text(500, "no"));
        OkHttpClient client = scene.client(
                endpoints(a),
                orders -> orders.breaker(b -> b.enabled(true)
                        .windowSize(4)
                        .minimumCalls(4)
                        .failureRateThreshold(50)
                        .openTime(Duration.ofMillis(300))
                        .halfOpenCalls(1)));
        for (int i = 0; i < 4; i++) {
            assertThat(catchThrowable(() -> call(client, get()))).isNull();
        }
        assertThat(refused(client, get()).reason()).isEqualTo(RefusalReason.BREAKER_OPEN);
        assertThat(a.seen()).hasSize(4);
        assertThat(scene.orders().breaker()).isEqualTo("OPEN");
        a.usually(WireServer.text(200, "ok"));
        await().ignoreExceptionsInstanceOf(MeshRefusedException.class)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(call(client, get()).code()).isEqualTo(200));
        assertThat(scene.orders().breaker()).isEqualTo("CLOSED");
    }

    @Test
    void strictRefusesStrangersAndTellsObservers() {
        List<CallEnded> ended = new CopyOnWriteArrayList<>();
        OkHttpClient client = scene.clientOf(Mesh.builder()
                .strict(true)
                .observer(new MeshObserver() {
                    @Override
                    public CallObserver callStarted(CallStarted event) {
                        return new CallObserver() {
                            @Override
                            public void callEnded(CallEnded event) {
                                ended.add(event);
                            }
                        };
                    }
                })
                .build());
        Request stranger = new Request.Builder().url("http://elsewhere/").build();
        assertThat(refused(client, stranger).reason()).isEqualTo(RefusalReason.UNKNOWN_SERVICE);
        assertThat(ended)
                .singleElement()
                .satisfies(event -> assertThat(event.report().refusal()).isEqualTo(RefusalReason.UNKNOWN_SERVICE));
    }

    @Test
    void closedMeshRefuses() {
        WireServer a = scene.server();
        OkHttpClient client = scene.client(a);
        scene.mesh().close();
        assertThat(refused(client, get()).reason()).isEqualTo(RefusalReason.MESH_CLOSED);
        assertThat(a.seen()).isEmpty();
    }

    /** A source that speaks when the test wants. */
    private static final class Late implements Discovery {
        private final AtomicReference<@Nullable Listener> listener = new AtomicReference<>();

        @Override
        public Subscription subscribe(String target, Listener hears) {
            listener.set(hears);
            return () -> {};
        }

        @Override
        public void close() {}

        Listener hears() {
            return requireNonNull(listener.get());
        }
    }

    private OkHttpClient client(Late late, Duration callTimeout) {
        return scene.clientOf(Mesh.builder()
                .discovery("late", late)
                .service("orders", orders -> orders.discovery("late").callTimeout(callTimeout))
                .build());
    }

    private static EndpointSet set(Endpoint... endpoints) {
        return EndpointSet.of(List.of(endpoints));
    }

    @Test
    @DisplayName("Pain 10: the application starts before its endpoints are known")
    void firstAnswerIsAwaited() throws Exception {
        WireServer a = scene.server();
        Late late = new Late();
        OkHttpClient client = client(late, Duration.ofSeconds(10));
        CompletableFuture<Integer> answered = CompletableFuture.supplyAsync(() -> {
            try {
                return call(client, get()).code();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> scene.orders().callsInFlight() == 1);
        late.hears().onEndpoints(set(Endpoint.parse(a.endpoint())));
        assertThat(answered.get(900, TimeUnit.MILLISECONDS)).isEqualTo(200);
    }

    @Test
    void noFirstAnswerInTimeIsNoEndpoints() {
        OkHttpClient client = client(new Late(), Duration.ofMillis(300));
        long start = System.nanoTime();
        assertThat(refused(client, get()).reason()).isEqualTo(RefusalReason.NO_ENDPOINTS);
        assertThat(System.nanoTime() - start).isBetween(290_000_000L, 2_000_000_000L);
    }

    @Test
    void failedSourceIsNotAwaited() {
        Late late = new Late();
        OkHttpClient client = client(late, Duration.ofSeconds(10));
        late.hears().onFailure(new IOException("registry down"));
        long start = System.nanoTime();
        assertThat(refused(client, get()).reason()).isEqualTo(RefusalReason.NO_ENDPOINTS);
        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    }

    @Test
    void withoutPanicUnhealthyEndpointsAreNotAsked() throws IOException {
        WireServer a = scene.server();
        Late late = new Late();
        Endpoint sick =
                Endpoint.builder("127.0.0.1", a.port()).health(Health.UNHEALTHY).build();
        OkHttpClient client = scene.clientOf(Mesh.builder()
                .discovery("late", late)
                .service("orders", orders -> orders.discovery("late").panicThreshold(0))
                .build());
        late.hears().onEndpoints(set(sick));
        assertThat(refused(client, get()).reason()).isEqualTo(RefusalReason.NO_HEALTHY_ENDPOINT);
        assertThat(a.seen()).isEmpty();

        OkHttpClient panicking = client(late, Duration.ofSeconds(10));
        late.hears().onEndpoints(set(sick));
        assertThat(call(panicking, get()).code()).isEqualTo(200);
    }
}
