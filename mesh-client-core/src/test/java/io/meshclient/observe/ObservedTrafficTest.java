package io.meshclient.observe;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshclient.Mesh;
import io.meshclient.micrometer.MicrometerMeshObserver;
import io.meshclient.opentelemetry.OpenTelemetryMeshObserver;
import io.meshclient.policy.MeshConfig;
import io.meshclient.testing.LeakRule;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.MDC;

/** Real calls over real sockets: what reaches the wire, the exporter and the scrape. */
class ObservedTrafficTest {

    private static final AttributeKey<Long> RESENDS = AttributeKey.longKey("http.request.resend_count");

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = leaks.closing(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build());
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MockWebServer server = leaks.server();
    private final ConcurrentLinkedQueue<Map<String, String>> attemptMdcs = new ConcurrentLinkedQueue<>();
    private @Nullable Mesh mesh;

    @BeforeEach
    void start() {
        leaks.closing(registry::close); // after the mesh, whose meters are in it
    }

    @AfterEach
    void forget() {
        MDC.clear();
    }

    @Test
    void aRetryIsTwoSiblingSpansAndTheWireCarriesEach() throws Exception {
        server.enqueue(new MockResponse.Builder().code(503).build());
        server.enqueue(new MockResponse.Builder().code(200).build());
        OkHttpClient client = client(new OkHttpClient());
        Span parent = sdk.getTracer("test").spanBuilder("parent").startSpan();

        try (Scope scope = parent.makeCurrent();
                Response response = client.newCall(get().newBuilder()
                                .header("traceparent", "00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01")
                                .build())
                        .execute()) {
            assertThat(response.code()).isEqualTo(200);
            assertThat(response.request().header("traceparent"))
                    .as("what was sent")
                    .contains(parent.getSpanContext().getTraceId());
        }

        List<SpanData> spans = exporter.getFinishedSpanItems();
        assertThat(spans)
                .hasSize(2)
                .allSatisfy(span -> assertThat(span.getParentSpanId())
                        .isEqualTo(parent.getSpanContext().getSpanId()));
        assertThat(spans).extracting(span -> span.getAttributes().get(RESENDS)).containsExactly(null, 1L);
        for (SpanData span : spans) {
            RecordedRequest request = server.takeRequest(1, SECONDS);
            assertThat(request.getHeaders().values("traceparent"))
                    .singleElement()
                    .asString()
                    .contains(span.getTraceId() + "-" + span.getSpanId());
            assertThat(span.getAttributes().get(AttributeKey.longKey("network.peer.port")))
                    .isEqualTo(server.getPort());
            assertThat(span.getAttributes().get(AttributeKey.stringKey("server.address")))
                    .isEqualTo("orders");
        }
        assertThat(registry.scrape())
                .contains(
                        "mesh_client_calls_seconds_count{outcome=\"success\",reason=\"none\",service=\"orders\"} 1",
                        "mesh_client_attempts_seconds_count{outcome=\"5xx\",service=\"orders\"} 1",
                        "mesh_client_attempts_seconds_count{outcome=\"2xx\",service=\"orders\"} 1",
                        "mesh_client_retries_total{reason=\"5xx\",service=\"orders\"} 1.0");
    }

    @Test
    void theContextOfASpanDoesNotFollowARedirectOutOfTheMesh() throws Exception {
        String users = "00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01";
        server.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", server.url("/elsewhere"))
                .build());
        server.enqueue(new MockResponse.Builder().build());
        server.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", server.url("/elsewhere"))
                .build());
        server.enqueue(new MockResponse.Builder().build());
        OkHttpClient client = client(new OkHttpClient());

        client.newCall(get()).execute().close();
        client.newCall(get().newBuilder().header("traceparent", users).build())
                .execute()
                .close();

        assertThat(header(server.takeRequest(1, SECONDS))).as("in the mesh").isNotNull();
        assertThat(header(server.takeRequest(1, SECONDS))).as("outside").isNull();
        assertThat(header(server.takeRequest(1, SECONDS))).as("in the mesh").isNotEqualTo(users);
        assertThat(header(server.takeRequest(1, SECONDS))).as("outside").isEqualTo(users);
    }

    private static @Nullable String header(@Nullable RecordedRequest request) {
        return Objects.requireNonNull(request).getHeaders().get("traceparent");
    }

    @Test
    void aCallIsInFlightUntilItsBodyEnds() throws Exception {
        server.enqueue(new MockResponse.Builder().body("seven").build());
        OkHttpClient client = client(new OkHttpClient());
        try (Response response = client.newCall(get()).execute()) {
            assertThat(registry.scrape())
                    .contains(
                            "mesh_client_in_flight{service=\"orders\"} 1.0",
                            "mesh_client_endpoints{service=\"orders\",state=\"available\"} 1.0");
            assertThat(response.body().string()).isEqualTo("seven");
        }
        assertThat(registry.scrape()).contains("mesh_client_in_flight{service=\"orders\"} 0.0");
    }

    @Test
    void anEnqueuedCallKeepsItsCallersContext() throws Exception {
        contextTravels(Executors.newSingleThreadExecutor());
    }

    @Test
    void anEnqueuedCallKeepsItsCallersContextOnVirtualThreads() throws Exception {
        ExecutorService executor = virtualThreads();
        assumeTrue(executor != null, "virtual threads need JDK 21");
        contextTravels(executor);
    }

    private void contextTravels(ExecutorService executor) throws Exception {
        server.enqueue(new MockResponse.Builder().code(503).build());
        server.enqueue(new MockResponse.Builder().code(200).build());
        OkHttpClient client = client(
                new OkHttpClient.Builder().dispatcher(new Dispatcher(executor)).build());
        Span parent = sdk.getTracer("test").spanBuilder("parent").startSpan();
        CompletableFuture<Integer> status = new CompletableFuture<>();
        MDC.put("order", "7");
        try (Scope scope = parent.makeCurrent()) {
            client.newCall(get()).enqueue(completing(status));
        }
        MDC.clear();

        assertThat(status.get(10, SECONDS)).isEqualTo(200);
        assertThat(exporter.getFinishedSpanItems())
                .hasSize(2)
                .extracting(SpanData::getParentSpanId)
                .containsOnly(parent.getSpanContext().getSpanId());
        assertThat(attemptMdcs).containsExactly(Map.of("order", "7"), Map.of("order", "7"));
        if (executor.submit(() -> Thread.currentThread().getName()).get().startsWith("pool")) {
            assertThat(executor.submit(MdcContextTest::mdc).get()).isEmpty(); // the pool's thread is as it was
        }
        executor.shutdownNow();
    }

    @Test
    void aCallFromAVirtualThreadHasItsContext() throws Exception {
        ExecutorService executor = virtualThreads();
        assumeTrue(executor != null, "virtual threads need JDK 21");
        server.enqueue(new MockResponse.Builder().code(200).build());
        OkHttpClient client = client(new OkHttpClient());
        Span parent = sdk.getTracer("test").spanBuilder("parent").startSpan();
        executor.submit(() -> {
                    try (Scope scope = parent.makeCurrent();
                            Response response = client.newCall(get()).execute()) {
                        return response.code();
                    }
                })
                .get(10, SECONDS);
        executor.shutdownNow();

        assertThat(exporter.getFinishedSpanItems())
                .singleElement()
                .extracting(SpanData::getParentSpanId)
                .isEqualTo(parent.getSpanContext().getSpanId());
    }

    @Test
    void aConnectionThatIsRefusedEndsItsSpan() {
        OkHttpClient client = client(new OkHttpClient());
        server.close();

        assertThatThrownBy(() -> client.newCall(get()).execute().close()).isInstanceOf(IOException.class);
        assertThat(exporter.getFinishedSpanItems()).isNotEmpty().allSatisfy(span -> {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
                    .isEqualTo("connect-failure");
        });
        assertThat(registry.scrape()).contains("outcome=\"connect-failure\"", "outcome=\"failure\"");
    }

    @Test
    void aCancelledCallEndsItsSpanOnce() {
        server.enqueue(new MockResponse.Builder().headersDelay(30, SECONDS).build());
        OkHttpClient client = client(new OkHttpClient());
        Call call = client.newCall(get());
        CompletableFuture<Integer> status = new CompletableFuture<>();
        call.enqueue(completing(status));
        await().until(() -> server.getRequestCount() == 1);
        call.cancel();

        await().until(status::isDone);
        assertThat(exporter.getFinishedSpanItems())
                .singleElement()
                .extracting(span -> span.getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("canceled");
        assertThat(registry.scrape()).contains("outcome=\"canceled\",reason=\"canceled\",service=\"orders\"} 1");
    }

    @Test
    void anObserverThatThrowsNeverReachesTheCall() throws Exception {
        server.enqueue(new MockResponse.Builder().code(200).build());
        mesh = leaks.mesh(Mesh.builder()
                .service("orders", orders -> orders.endpoints(address()))
                .observer(new Throwing())
                .observer(new MicrometerMeshObserver(registry))
                .build());
        try (LogLines log = new LogLines(Observers.class);
                Response response = mesh.wrap(leaks.client(new OkHttpClient()))
                        .newCall(get())
                        .execute()) {
            assertThat(response.code()).isEqualTo(200);
            assertThat(log.texts()).isNotEmpty();
        }
        assertThat(registry.scrape()).contains("mesh_client_calls_seconds_count{outcome=\"success\"");
    }

    @Test
    void aServiceThatGoesTakesItsMetersAwayAndSoDoesTheMesh() {
        client(new OkHttpClient());
        assertThat(registry.scrape()).contains("service=\"orders\"");
        try (LogLines log = new LogLines(LoggingObserver.class)) {
            mesh.update(MeshConfig.builder()
                    .service("stock", stock -> stock.endpoints(address()))
                    .build());
            assertThat(log.texts()).contains("stock: added", "orders: removed");
        }
        assertThat(registry.scrape()).contains("service=\"stock\"").doesNotContain("service=\"orders\"");

        mesh.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void anEjectionIsCountedShownAndLogged() throws Exception {
        MockWebServer good = leaks.server();
        for (int i = 0; i < 200; i++) {
            server.enqueue(new MockResponse.Builder().code(503).build());
            good.enqueue(new MockResponse.Builder().code(200).build());
        }
        mesh = leaks.mesh(Mesh.builder()
                .service(
                        "orders",
                        orders -> orders.balancer("round-robin")
                                .endpoints(address(), good.getHostName() + ":" + good.getPort()))
                .observer(new MicrometerMeshObserver(registry))
                .build());
        OkHttpClient client = mesh.wrap(leaks.client(new OkHttpClient()));
        try (LogLines log = new LogLines(LoggingObserver.class)) {
            for (int i = 0; i < 40 && warnings(log).isEmpty(); i++) {
                client.newCall(get()).execute().close();
            }
            assertThat(warnings(log))
                    .singleElement()
                    .asString()
                    .startsWith("WARN orders: endpoint " + address() + " is ejected for ");
        }
        assertThat(registry.scrape())
                .contains(
                        "mesh_client_ejections_total{reason=\"consecutive-failures\",service=\"orders\",state=\"ejected\"} 1.0",
                        "mesh_client_endpoints{service=\"orders\",state=\"ejected\"} 1.0",
                        "mesh_client_endpoints{service=\"orders\",state=\"available\"} 1.0");
    }

    /** Rules that are not enforced are told too, as DEBUG. */
    private static List<String> warnings(LogLines log) {
        return log.lines().stream().filter(line -> line.startsWith("WARN")).toList();
    }

    private OkHttpClient client(OkHttpClient plain) {
        mesh = leaks.mesh(Mesh.builder()
                .service("orders", orders -> orders.endpoints(address()).callTimeout(Duration.ofSeconds(10)))
                .observer(new MicrometerMeshObserver(registry))
                .observer(new OpenTelemetryMeshObserver(sdk))
                .build());
        return mesh.wrap(leaks.client(plain.newBuilder()
                .addNetworkInterceptor(chain -> {
                    attemptMdcs.add(MdcContextTest.mdc());
                    return chain.proceed(chain.request());
                })
                .build()));
    }

    private static Request get() {
        return new Request.Builder().url("http://orders/items/7").build();
    }

    private String address() {
        return server.getHostName() + ":" + server.getPort();
    }

    private static Callback completing(CompletableFuture<Integer> status) {
        return new Callback() {
            @Override
            public void onFailure(Call call, IOException failure) {
                status.completeExceptionally(failure);
            }

            @Override
            public void onResponse(Call call, Response response) {
                response.close();
                status.complete(response.code());
            }
        };
    }

    private static @Nullable ExecutorService virtualThreads() throws ReflectiveOperationException {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException before21) {
            return null;
        }
    }

    private static final class Throwing implements MeshObserver {

        @Override
        public CapturedContext captureContext() {
            throw new IllegalStateException("captureContext");
        }

        @Override
        public CallObserver callStarted(CallStarted event) {
            return new CallObserver() {
                @Override
                public AttemptObserver attemptStarted(AttemptStarted attempt) {
                    attempt.header("Bad header\n", "x"); // OkHttp refuses it
                    return AttemptObserver.NONE;
                }

                @Override
                public void callEnded(CallEnded ended) {
                    throw new IllegalStateException("callEnded");
                }
            };
        }

        @Override
        public void serviceChanged(ServiceEvent event) {
            throw new IllegalStateException("serviceChanged");
        }
    }
}
