package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.Scene.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.StopReason;
import io.meshclient.policy.CallOptions;
import io.meshclient.policy.RetryBuilder;
import io.meshclient.policy.RetryOn;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions that look at a response's headers, and what one request may want differently, over real sockets. */
@Timeout(30)
final class RetryConditionsTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    private OkHttpClient client(WireServer server, Consumer<RetryBuilder> retry) {
        return scene.client(
                endpoints(server),
                orders -> orders.retry(r -> {
                    r.base(Duration.ofMillis(1)).max(Duration.ofMillis(2));
                    retry.accept(r);
                }));
    }

    /** An answer, the conditions, and whether it is retried: 2 requests instead of 1. */
    @ParameterizedTest
    @CsvSource({
        "200, grpc-status: 14,            unavailable,            2",
        "200, grpc-status: 14,            'cancelled,internal',   1",
        "200, grpc-status: 0,             unavailable,            1",
        "200, grpc-status: fourteen,      unavailable,            1",
        "200, X-Again: 1,                 retriable-headers,      2",
        "200, x-state: busy,              retriable-headers,      2",
        "200, x-state: idle,              retriable-headers,      1",
        "200, X-Again: 1,                 5xx,                    1",
        "425, x: y,                       retriable-status-codes, 2",
        "426, x: y,                       retriable-status-codes, 1",
        "429, x-envoy-ratelimited: true,  envoy-ratelimited,      2",
        "503, x-envoy-ratelimited: true,  '5xx,gateway-error',    1",
        "503, x-envoy-ratelimited: true,  'reset,envoy-ratelimited', 2",
        "503, x-envoy-overloaded: true,   5xx,                    2",
        "409, x: y,                       retriable-4xx,          2",
        "500, x: y,                       gateway-error,          1"
    })
    void aConditionRetriesWhatItNamesAndNothingElse(int status, String header, String on, int requests)
            throws IOException {
        WireServer a = scene.server().then(WireServer.text(status, "first", header));
        OkHttpClient client =
                client(a, r -> r.on(on).retriableStatusCodes("425").retriableHeaders("x-again", "x-state=busy"));

        Answered answered = call(client, get());

        assertThat(a.seen()).hasSize(requests);
        assertThat(answered.body()).isEqualTo(requests == 2 ? "ok" : "first");
    }

    @Test
    void onlyRequestsWithOneOfTheHeadersAreRetried() throws IOException {
        WireServer a = scene.server().usually(WireServer.text(503, "no"));
        OkHttpClient client = client(a, r -> r.retriableRequestHeaders("x-try", "x-mode=safe"));

        assertThat(call(client, get()).report().stop()).isEqualTo(StopReason.RETRY_DISABLED);
        assertThat(call(client, with("x-mode", "unsafe")).report().attempts()).hasSize(1);
        assertThat(call(client, with("x-mode", "safe")).report().attempts()).hasSize(3);
        assertThat(call(client, with("X-Try", "")).report().attempts()).hasSize(3);
    }

    private static Request with(String name, String value) {
        return get().newBuilder().header(name, value).build();
    }

    private static Request with(CallOptions options) {
        return get().newBuilder().tag(CallOptions.class, options).build();
    }

    @Test
    void oneRequestSaysHowOftenItIsRetried() throws IOException {
        WireServer a = scene.server().usually(WireServer.text(503, "no"));
        OkHttpClient client = client(a, r -> {});

        Answered never = call(client, with(CallOptions.builder().maxRetries(0).build()));
        assertThat(never.report().attempts()).hasSize(1);
        assertThat(never.report().stop()).isEqualTo(StopReason.RETRIES_EXHAUSTED);
        assertThat(call(client, with(CallOptions.builder().maxRetries(4).build()))
                        .report()
                        .attempts())
                .hasSize(5);
        assertThat(call(client, get()).report().attempts()).hasSize(3);
    }

    @Test
    void oneRequestSaysWhatIsRetried() throws IOException {
        WireServer a = scene.server();
        OkHttpClient client = client(a, r -> {});

        a.then(WireServer.text(500, "no"));
        assertThat(call(
                                client,
                                with(CallOptions.builder()
                                        .retryOn(RetryOn.FIVE_XX)
                                        .build()))
                        .code())
                .isEqualTo(200);
        a.then(WireServer.text(404, "no"));
        assertThat(call(
                                client,
                                with(CallOptions.builder()
                                        .retriableStatusCodes(404)
                                        .build()))
                        .code())
                .isEqualTo(200);
        a.then(WireServer.text(503, "no"));
        assertThat(call(client, with(CallOptions.builder().retryOn().build()))
                        .report()
                        .stop())
                .isEqualTo(StopReason.NOT_RETRYABLE);
    }

    @Test
    void conditionsDoNotMakeAPostReplayable() throws IOException {
        WireServer a = scene.server().usually(WireServer.text(425, "no"));
        OkHttpClient client = client(a, r -> r.on("retriable-status-codes").retriableStatusCodes("425"));
        assertThat(call(client, post()).report().stop()).isEqualTo(StopReason.NOT_REPLAYABLE);
    }

    @Test
    void aServerSaysWhenInAHeaderOfItsOwn() throws IOException {
        WireServer a = scene.server()
                .then(WireServer.text(503, "no", "X-Late: soon", "X-RateLimit-Reset: 1", "Retry-After: 3600"));
        OkHttpClient client = client(a, r -> r.resetHeaders("x-late:seconds", "x-ratelimit-reset:seconds"));
        long start = System.nanoTime();
        Answered answered = call(client, get());

        assertThat(answered.code()).isEqualTo(200);
        assertThat(System.nanoTime() - start)
                .isBetween(
                        Duration.ofSeconds(1).toNanos(), Duration.ofSeconds(4).toNanos());
    }

    @Test
    void aTimeThatIsTooLongLeavesTheWordToTheNextHeader() throws IOException {
        long inAnHour = System.currentTimeMillis() / 1000 + 3_600;
        WireServer a = scene.server().then(WireServer.text(502, "no", "X-Reset: " + inAnHour, "Retry-After: 1"));
        OkHttpClient client = client(
                a,
                r -> r.resetHeaders("x-reset:unix-timestamp", "retry-after:seconds")
                        .maxResetInterval(Duration.ofSeconds(60)));
        long start = System.nanoTime();

        assertThat(call(client, get()).code()).isEqualTo(200);
        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void withoutConfiguredHeadersOtherStatusesSayNoTime() throws IOException {
        WireServer a = scene.server().then(WireServer.text(502, "no", "Retry-After: 3600"));
        assertThat(call(client(a, r -> {}), get()).code()).isEqualTo(200);
    }

    @Test
    void aRetryMayGoBackToTheSameEndpoint() throws IOException {
        WireServer a = scene.server().usually(WireServer.text(503, "no"));
        WireServer b = scene.server().usually(WireServer.text(503, "no"));
        OkHttpClient client = scene.client(
                endpoints(a, b),
                orders -> orders.balancer("ring-hash")
                        .hash(hash -> hash.key("path"))
                        .outlier(outlier -> outlier.enabled(false))
                        .retry(r -> r.previousHosts(false).base(Duration.ofMillis(1))));
        call(client, get());

        assertThat(new int[] {a.seen().size(), b.seen().size()})
                .as("the key's endpoint, three times")
                .containsExactlyInAnyOrder(3, 0);
    }

    @Test
    void aRetryMayLeaveAPriorityBeforeAllOfItWasTried() throws IOException {
        WireServer a = scene.server().usually(WireServer.text(503, "no"));
        WireServer b = scene.server().usually(WireServer.text(503, "no"));
        WireServer spare = scene.server();
        List<Endpoint> endpoints = List.of(
                Endpoint.parse(a.endpoint()),
                Endpoint.parse(b.endpoint()),
                Endpoint.parse(spare.endpoint()).toBuilder().priority(1).build());
        OkHttpClient usual =
                scene.client(List.of(), orders -> orders.endpoints(endpoints).retry(r -> r.base(Duration.ofMillis(1))));
        assertThat(call(usual, get()).report().attempts()).hasSize(3);

        OkHttpClient client = scene.client(
                List.of(),
                orders -> orders.endpoints(endpoints)
                        .retry(r -> r.previousPriorities(1).base(Duration.ofMillis(1))));
        assertThat(call(client, get()).report().attempts()).hasSize(2);
        assertThat(spare.seen()).hasSize(2);
    }
}
