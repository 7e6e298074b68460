package io.meshclient.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.policy.PrequalBuilder;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Endpoints are asked for their load over real sockets, and calls, whose responses say nothing of it, follow. */
@Timeout(30)
final class PrequalProbesTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final AtomicInteger probes = new AtomicInteger();

    /** Answers {@code /load} as it is told, and calls with nothing about load; counts both. */
    private MockWebServer server(MockResponse load, AtomicInteger calls) {
        return leaks.server(server -> server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                boolean probe = request.getTarget().equals("/load");
                (probe ? probes : calls).incrementAndGet();
                return probe ? load : new MockResponse.Builder().body("ok").build();
            }
        }));
    }

    private MockWebServer server(MockResponse load) {
        return server(load, new AtomicInteger());
    }

    private static MockResponse load(int inFlight, int millis) {
        return new MockResponse.Builder()
                .addHeader("x-mesh-in-flight", inFlight)
                .addHeader("x-mesh-latency-ms", millis)
                .build();
    }

    private OkHttpClient client(Consumer<PrequalBuilder> edit, MockWebServer... servers) {
        return new TestMesh(leaks)
                .service(
                        "orders",
                        orders -> orders.balancer("prequal").prequal(prequal -> {
                            prequal.probePath("/load").probesPerCall(2).probeTimeout(Duration.ofSeconds(5));
                            edit.accept(prequal);
                        }),
                        servers)
                .client(builder -> builder.addNetworkInterceptor(chain -> chain.proceed(
                        chain.request().newBuilder().header("X-Mine", "yes").build())));
    }

    private static void call(OkHttpClient client) throws IOException {
        Request request = new Request.Builder().url("http://orders/items/7").build();
        try (Response response = client.newCall(request).execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
    }

    @Test
    void callsGoWhereProbesSayThatItIsQuick() throws Exception {
        AtomicInteger toQuick = new AtomicInteger();
        OkHttpClient client = client(prequal -> {}, server(load(1, 2), toQuick), server(load(50, 80)));
        call(client);
        await().untilAsserted(() -> assertThat(probes.get()).isEqualTo(2));
        for (int i = 0; i < 100; i++) {
            call(client);
        }
        assertThat(toQuick.get()).as("of 101").isGreaterThan(80);
    }

    @Test
    void aProbeIsNotACallOfTheApplications() throws Exception {
        MockWebServer server = server(load(1, 2));
        OkHttpClient client = client(prequal -> prequal.probesPerCall(1), server);
        call(client);
        RecordedRequest first = server.takeRequest(5, TimeUnit.SECONDS);
        RecordedRequest second = server.takeRequest(5, TimeUnit.SECONDS);
        assertThat(first).isNotNull();
        assertThat(second).isNotNull();
        RecordedRequest probe = first.getTarget().equals("/load") ? first : second;
        RecordedRequest call = probe == first ? second : first;
        assertThat(probe.getTarget()).isEqualTo("/load");
        assertThat(probe.getHeaders().get("Host")).isEqualTo("orders");
        assertThat(probe.getHeaders().get("User-Agent")).isEqualTo("mesh-client-load-probe");
        assertThat(probe.getHeaders().get("X-Mine")).isNull();
        assertThat(call.getHeaders().get("X-Mine")).isEqualTo("yes");
    }

    @Test
    void probesKeepTheirConnection() throws Exception {
        MockWebServer server = server(load(1, 2));
        OkHttpClient client = client(prequal -> prequal.probesPerCall(1), server);
        for (int i = 1; i <= 5; i++) {
            call(client);
            int expected = i;
            await().untilAsserted(() -> assertThat(probes.get()).isEqualTo(expected));
        }
        int connections = 0;
        for (int i = 0; i < 10; i++) {
            RecordedRequest request = server.takeRequest(5, TimeUnit.SECONDS);
            assertThat(request).isNotNull();
            connections = Math.max(connections, request.getConnectionIndex() + 1);
        }
        assertThat(connections).as("one for calls, and few for probes").isLessThanOrEqualTo(3);
    }

    @Test
    void probesThatFailCostNothingButThemselves() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        OkHttpClient client = client(
                prequal -> {}, server(new MockResponse.Builder().code(500).build(), calls));
        for (int i = 0; i < 10; i++) {
            call(client);
        }
        await().untilAsserted(() -> assertThat(probes.get()).isEqualTo(10));
        assertThat(calls.get()).isEqualTo(10);
    }
}
