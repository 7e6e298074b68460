package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meshclient.Mesh;
import io.meshclient.micrometer.MicrometerMeshObserver;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.MeshRefusedException;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.StopReason;
import io.meshclient.policy.AdmissionAlgorithm;
import io.meshclient.policy.CallOptions;
import io.meshclient.policy.CallPriority;
import io.meshclient.policy.LimitAlgorithm;
import io.meshclient.testing.LeakRule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Limits over sockets: a refusal has its reason everywhere, and nobody hears of it. */
@Timeout(30)
final class LimitTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    private static MeshRefusedException refused(OkHttpClient client, Request request) {
        return requireNonNull(catchThrowableOfType(MeshRefusedException.class, () -> call(client, request)));
    }

    private static Request request(CallPriority priority) {
        return Scene.get()
                .newBuilder()
                .tag(CallOptions.class, CallOptions.builder().priority(priority).build())
                .build();
    }

    @Test
    void aServicesLimitIsHeldUntilTheBodyEnds() throws IOException {
        WireServer a = scene.server();
        OkHttpClient client = scene.client(
                endpoints(a),
                orders -> orders.limit(
                        limit -> limit.serviceAlgorithm(LimitAlgorithm.STATIC).serviceInitial(1)));
        try (Response response = client.newCall(get()).execute()) {
            MeshRefusedException refused = refused(client, get());
            assertThat(refused.reason()).isEqualTo(RefusalReason.LIMIT_REACHED);
            assertThat(refused).hasMessageEndingWith("stopped: " + RefusalReason.LIMIT_REACHED.sentence());
            assertThat(a.accepted()).as("connections").isEqualTo(1);
            assertThat(scene.orders().callLimit()).isEqualTo(1);
            assertThat(response.body().string()).isEqualTo("ok");
        }
        assertThat(call(client, get()).code()).isEqualTo(200);
        assertThat(a.seen()).hasSize(2);
    }

    @Test
    void aFullEndpointIsPassedByAndWhenAllAreFullNobodyIsAsked() throws IOException {
        WireServer a = scene.server();
        WireServer b = scene.server();
        OkHttpClient client = scene.client(
                endpoints(a, b),
                orders -> orders.limit(
                        limit -> limit.endpointAlgorithm(LimitAlgorithm.STATIC).endpointInitial(1)));
        try (Response first = client.newCall(get()).execute();
                Response second = client.newCall(get()).execute()) {
            assertThat(first.code() + second.code()).isEqualTo(400);
            assertThat(a.seen()).hasSize(1);
            assertThat(b.seen()).hasSize(1);
            MeshRefusedException refused = refused(client, get());
            assertThat(refused.reason()).isEqualTo(RefusalReason.ENDPOINTS_AT_LIMIT);
            CallReport report = refused.report();
            assertThat(report.attempts()).isEmpty();
            assertThat(report.stop()).isEqualTo(StopReason.REFUSED);
            assertThat(scene.orders().endpoints())
                    .allMatch(endpoint ->
                            endpoint.inFlight() == 1 && Integer.valueOf(1).equals(endpoint.limit()));
        }
        assertThat(call(client, get()).code()).isEqualTo(200);
        assertThat(a.seen().size() + b.seen().size()).isEqualTo(3);
    }

    @Test
    void theRateIsLimitedForEachTenant() throws IOException {
        WireServer a = scene.server();
        OkHttpClient client = scene.client(
                endpoints(a),
                orders -> orders.rateLimit(
                        rate -> rate.calls(1).period(Duration.ofHours(1)).key("header:x-tenant")));
        Request red = get().newBuilder().header("x-tenant", "red").build();
        Request blue = get().newBuilder().header("x-tenant", "blue").build();
        assertThat(call(client, red).code()).isEqualTo(200);
        assertThat(call(client, blue).code()).isEqualTo(200);
        assertThat(call(client, get()).code()).isEqualTo(200);
        assertThat(refused(client, red).reason()).isEqualTo(RefusalReason.RATE_LIMIT);
        assertThat(refused(client, blue).reason()).isEqualTo(RefusalReason.RATE_LIMIT);
        assertThat(refused(client, get()).reason()).isEqualTo(RefusalReason.RATE_LIMIT);
        assertThat(a.seen()).hasSize(3);
        assertThat(scene.orders().callsInFlight()).isZero();
    }

    @Test
    void aServiceThatIsDownGetsFewCalls() {
        WireServer a = scene.server().usually(WireServer.text(503, "no"));
        OkHttpClient client = scene.client(
                endpoints(a),
                orders -> orders.admission(admission -> admission.algorithm(AdmissionAlgorithm.ENVOY))
                        .retry(retry -> retry.enabled(false)));
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            try {
                assertThat(call(client, get()).code()).isEqualTo(503);
            } catch (MeshRefusedException e) {
                assertThat(e.reason()).isEqualTo(RefusalReason.SHED);
                refused++;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(refused).isBetween(50, 95);
        assertThat(a.seen()).hasSize(100 - refused);
        assertThat(scene.orders().sheddingPercent()).isGreaterThan(50);
    }

    @Test
    void thePriorityOfACallDecidesAndRefusalsAreCounted() throws IOException {
        WireServer a = scene.server();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        OkHttpClient client = scene.clientOf(Mesh.builder()
                .observer(new MicrometerMeshObserver(meters))
                .service(
                        "orders",
                        orders -> orders.endpoints(a.endpoint())
                                .limit(limit -> limit.serviceAlgorithm(LimitAlgorithm.STATIC)
                                        .serviceInitial(3)
                                        .defaultPercent(60)
                                        .sheddablePercent(30)))
                .build());
        try (Response first = client.newCall(request(CallPriority.SHEDDABLE)).execute()) {
            assertThat(first.code()).isEqualTo(200);
            assertThat(refused(client, request(CallPriority.SHEDDABLE)).reason())
                    .isEqualTo(RefusalReason.LIMIT_REACHED);
            try (Response second = client.newCall(get()).execute()) {
                assertThat(second.code()).isEqualTo(200);
                assertThat(refused(client, get()).reason()).isEqualTo(RefusalReason.LIMIT_REACHED);
                assertThat(call(client, request(CallPriority.CRITICAL)).code()).isEqualTo(200);
            }
        }
        assertThat(meters.get("mesh.client.refusals")
                        .tag("reason", "limit-reached")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(meters.get("mesh.client.limit").gauge().value()).isEqualTo(3);
    }
}
