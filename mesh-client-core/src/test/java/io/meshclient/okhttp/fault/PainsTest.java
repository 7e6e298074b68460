package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.Scene.nobody;
import static io.meshclient.okhttp.fault.Scene.post;
import static io.meshclient.okhttp.fault.WireServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.meshclient.EndpointView;
import io.meshclient.Mesh;
import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.AttemptReport;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.MeshRefusedException;
import io.meshclient.outcome.MeshTimeoutException;
import io.meshclient.policy.BreakerScope;
import io.meshclient.policy.LimitAlgorithm;
import io.meshclient.policy.MeshConfig;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.LeakRule;
import io.meshclient.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Complaints of {@code docs/pains.md} as their victims tell them, each with its number there; details have tests of their own. */
@Timeout(30)
final class PainsTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);
    private final WireServer good = scene.server();

    private static void quickly(ServiceConfig.Builder orders) {
        orders.retry(retry -> retry.base(Duration.ofMillis(1)));
    }

    private WireServer failing() {
        return scene.server().usually(text(503, "no"));
    }

    private OkHttpClient client(List<String> endpoints, Consumer<ServiceConfig.Builder> edit) {
        Consumer<ServiceConfig.Builder> quick = PainsTest::quickly;
        return scene.client(endpoints, quick.andThen(edit));
    }

    @Test
    void pain1APaymentIsMadeTwice() throws IOException {
        WireServer till = failing();
        WireServer other = failing();
        Answered answered = call(client(endpoints(till, other), orders -> {}), post());
        assertThat(answered.code()).isEqualTo(503);
        assertThat(till.seen().size() + other.seen().size()).isEqualTo(1);
    }

    @Test
    void pain2ADeadInstanceKeepsItsShare() throws IOException {
        String dead = nobody();
        OkHttpClient client = client(List.of(dead, good.endpoint()), orders -> {});
        int askedTheDead = 0;
        for (int i = 0; i < 30; i++) {
            Answered answered = call(client, get());
            assertThat(answered.code()).isEqualTo(200);
            askedTheDead += (int) answered.report().attempts().stream()
                    .filter(attempt -> attempt.endpoint().equals(dead))
                    .count();
        }
        assertThat(askedTheDead)
                .as("the one that found out, and a probe after a second")
                .isBetween(1, 2);
    }

    @Test
    void pain3TheRegistryIsAwayAndWithItEveryInstance() throws IOException {
        PushedEndpoints registry = new PushedEndpoints(endpoints(good));
        OkHttpClient client = scene.clientOf(Mesh.builder()
                .discovery("registry", registry)
                .service("orders", orders -> orders.discovery("registry"))
                .build());
        registry.fail();
        assertThat(scene.orders().lastError()).contains("the registry is away");
        for (int i = 0; i < 5; i++) {
            assertThat(call(client, get()).code()).isEqualTo(200);
        }
    }

    @Test
    void pain5RetriesHideTheCause() {
        OkHttpClient client = client(List.of(nobody(), nobody()), orders -> {});
        MeshException failure = catchThrowableOfType(MeshException.class, () -> call(client, get()));
        assertThat(failure.report().attempts()).hasSizeGreaterThan(1);
        for (AttemptReport attempt : failure.report().attempts()) {
            assertThat(failure).hasMessageContaining(attempt.endpoint());
        }
        assertThat(failure).hasStackTraceContaining("Connection refused");
    }

    @Test
    void pain11CallsFailWhileTheApplicationStops() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        WireServer slow = scene.server().usually(WireServer.after(answer, text(200, "done")));
        OkHttpClient client = client(endpoints(slow), orders -> {});
        CompletableFuture<Answered> underWay = Scene.calling(client, get());
        await().until(() -> slow.seen().size() == 1);

        Thread stopping = new Thread(scene.mesh()::close);
        stopping.start();
        await().until(() -> isRefused(client));
        answer.countDown();

        assertThat(underWay.get().body()).isEqualTo("done");
        stopping.join();
    }

    private static boolean isRefused(OkHttpClient client) throws IOException {
        try {
            return call(client, get()).code() == 0;
        } catch (MeshRefusedException e) {
            return true;
        }
    }

    @Test
    void pain13ARollOutCostsErrors() throws IOException {
        OkHttpClient client = client(List.of(nobody(), good.endpoint()), orders -> {});
        for (int i = 0; i < 4; i++) {
            assertThat(call(client, post()).code())
                    .as("nothing was sent: also a POST goes elsewhere")
                    .isEqualTo(200);
        }
    }

    @Test
    void pain16AChangeNeedsARestart() throws IOException {
        OkHttpClient client = client(endpoints(failing()), orders -> {});
        assertThat(call(client, get()).code()).isEqualTo(503);

        scene.mesh()
                .update(MeshConfig.builder()
                        .service("orders", orders -> orders.endpoints(good.endpoint()))
                        .build());

        assertThat(call(client, get()).code())
                .as("the same client, the next call")
                .isEqualTo(200);
    }

    @Test
    void pain17AllAreEjected() throws IOException {
        OkHttpClient client = client(
                endpoints(failing(), failing(), failing()),
                orders ->
                        orders.outlier(outlier -> outlier.consecutiveFailures(1).maxEjectionPercent(100)));
        for (int i = 0; i < 10; i++) {
            call(client, get());
        }
        assertThat(scene.orders().endpoints()).extracting(EndpointView::state).contains("ejected", "available");
    }

    /** Ejection comes first: the service's breaker never sees enough failures to open. */
    @Test
    void pain20OneBadInstanceOpensTheBreaker() throws IOException {
        WireServer bad = failing();
        OkHttpClient client = client(
                endpoints(bad, good),
                orders -> orders.breaker(
                        breaker -> breaker.enabled(true).windowSize(20).minimumCalls(20)));
        for (int i = 0; i < 60; i++) {
            assertThat(call(client, get()).code()).isEqualTo(200);
        }
        assertThat(scene.orders().breaker()).isEqualTo("CLOSED");
        assertThat(bad.seen()).hasSize(5);
    }

    @Test
    void pain20AndWithABreakerForEachOnlyItsOwnOpens() throws IOException {
        WireServer bad = failing();
        OkHttpClient client = client(
                endpoints(bad, good),
                orders -> orders.outlier(outlier -> outlier.enabled(false))
                        .breaker(breaker -> breaker.enabled(true)
                                .scope(BreakerScope.ENDPOINT)
                                .windowSize(4)
                                .minimumCalls(4)));
        for (int i = 0; i < 40; i++) {
            assertThat(call(client, get()).code()).isEqualTo(200);
        }
        assertThat(bad.seen()).hasSize(4);
    }

    @Test
    void pain21TheFallbackComesBeforeTheRetry() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        WireServer bad = scene.server().then(text(503, "no")).usually(text(200, "back"));
        OkHttpClient client = scene.clientOf(Mesh.builder()
                .service("orders", orders -> {
                    orders.endpoints(bad.endpoint());
                    quickly(orders);
                })
                .fallback("orders", (request, report) -> {
                    asked.incrementAndGet();
                    return new Response.Builder()
                            .request(request)
                            .protocol(Protocol.HTTP_1_1)
                            .code(200)
                            .message("OK")
                            .body(ResponseBody.create("of yesterday", MediaType.get("text/plain")))
                            .build();
                })
                .build());
        assertThat(call(client, get()).body()).as("the retry's").isEqualTo("back");
        assertThat(asked).hasValue(0);

        bad.usually(text(503, "no"));
        Answered answered = call(client, get());
        assertThat(answered.body()).isEqualTo("of yesterday");
        assertThat(answered.report().attempts()).as("and then it was asked").hasSize(3);
        assertThat(asked).hasValue(1);
    }

    @Test
    void pain22NoLimitAdaptsItself() throws IOException {
        WireServer full = scene.server().usually(text(429, "too much"));
        OkHttpClient client = client(
                endpoints(full),
                orders -> orders.retry(retry -> retry.enabled(false))
                        .limit(limit ->
                                limit.serviceAlgorithm(LimitAlgorithm.AIMD).serviceInitial(100)));
        for (int i = 0; i < 10; i++) {
            call(client, get());
        }
        assertThat(scene.orders().callLimit()).isLessThan(50);
    }

    @Test
    void pain26DeadlinesEndAtEachHop() throws IOException {
        OkHttpClient client = client(endpoints(good), orders -> {});
        try (Deadline.Scope caller = Deadline.after(Duration.ofSeconds(3)).makeCurrent()) {
            call(client, get());
        }
        Matcher told = Pattern.compile("x-envoy-expected-rq-timeout-ms: (\\d+)")
                .matcher(good.seen().get(0).head());
        assertThat(told.find()).isTrue();
        assertThat(Long.parseLong(told.group(1))).isBetween(1L, 3000L);

        try (Deadline.Scope late = Deadline.after(Duration.ZERO).makeCurrent()) {
            assertThat(catchThrowableOfType(MeshTimeoutException.class, () -> call(client, get())))
                    .isNotNull();
        }
        assertThat(good.seen()).as("nobody works for a caller who has gone").hasSize(1);
    }

    @Test
    void pain27NobodyKnowsWhoWasAsked() throws IOException {
        WireServer bad = failing();
        OkHttpClient client = client(endpoints(bad, good), orders -> {});
        List<CallReport> reports =
                List.of(call(client, get()).report(), call(client, get()).report());
        assertThat(reports)
                .as("one of two begins there")
                .anySatisfy(report -> assertThat(report.attempts())
                        .extracting(AttemptReport::endpoint)
                        .containsExactly(bad.endpoint(), good.endpoint()));
    }
}
