package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.kinds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.MeshTimeoutException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.StopReason;
import io.meshclient.policy.CallOptions;
import io.meshclient.policy.EnvoyHeaders;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Envoy's request headers: obeyed where that is switched on, and seen by no server then. */
@Timeout(30)
final class EnvoyHeadersTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    private OkHttpClient client(boolean obeyed, WireServer server) {
        return scene.client(
                endpoints(server),
                orders -> orders.retry(r -> r.envoyHeaders(obeyed).base(Duration.ofMillis(1))));
    }

    private static Request get(String... namesAndValues) {
        Request.Builder request = Scene.get().newBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            request.addHeader(namesAndValues[i], namesAndValues[i + 1]);
        }
        return request.build();
    }

    private static void assertNothingOfThemLeft(WireServer server) {
        assertThat(server.seen())
                .isNotEmpty()
                .allSatisfy(seen -> EnvoyHeaders.NAMES.forEach(
                        name -> assertThat(seen.head().toLowerCase(Locale.ROOT)).doesNotContain(name)));
    }

    @Test
    void conditionsAndNumberOfOneRequest() throws IOException {
        WireServer a = scene.server().usually(WireServer.text(500, "no"));
        OkHttpClient client = client(true, a);

        Answered answered = call(client, get("X-Envoy-Retry-On", "5xx", "X-Envoy-Max-Retries", "4"));

        assertThat(answered.report().attempts()).hasSize(5);
        assertThat(answered.report().stop()).isEqualTo(StopReason.RETRIES_EXHAUSTED);
        assertThat(call(client, Scene.get()).report().attempts())
                .as("another request is as configured")
                .hasSize(1);
        assertNothingOfThemLeft(a);
    }

    @Test
    void statusesAndHeadersOfOneRequest() throws IOException {
        WireServer a = scene.server().then(WireServer.text(418, "no"), WireServer.text(200, "no", "X-Again: 1"));
        Answered answered = call(
                client(true, a),
                get(
                        "x-envoy-retry-on",
                        "retriable-status-codes,retriable-headers",
                        "x-envoy-retriable-status-codes",
                        "404, 418",
                        "x-envoy-retriable-header-names",
                        "X-Other, X-Again"));

        assertThat(answered.body()).isEqualTo("ok");
        assertThat(answered.report().attempts()).hasSize(3);
        assertNothingOfThemLeft(a);
    }

    @Test
    void repeatedHeadersAreOneList() throws IOException {
        WireServer a = scene.server().then(WireServer.text(409, "no"), WireServer.text(200, "no", "grpc-status: 14"));
        Answered answered = call(
                client(true, a),
                get(
                        "x-envoy-retry-on",
                        "retriable-4xx",
                        "x-envoy-retry-on",
                        "5xx",
                        "x-envoy-retry-grpc-on",
                        "unavailable"));

        assertThat(answered.body()).isEqualTo("ok");
        assertNothingOfThemLeft(a);
    }

    @Test
    void timesOfOneRequest() throws IOException {
        WireServer a = scene.server().then(WireServer.silence());
        OkHttpClient client = client(true, a);
        assertThat(kinds(call(client, get("x-envoy-upstream-rq-per-try-timeout-ms", "200"))
                        .report()))
                .containsExactly(OutcomeKind.PER_TRY_TIMEOUT, OutcomeKind.RESPONSE);

        a.then(WireServer.silence());
        assertThat(catchThrowable(() -> call(client, get("x-envoy-upstream-rq-timeout-ms", "200"))))
                .isInstanceOf(MeshTimeoutException.class);
        assertNothingOfThemLeft(a);
    }

    @Test
    void theTagHasTheLastWord() throws IOException {
        WireServer a = scene.server().usually(WireServer.text(503, "no"));
        Request request = get("x-envoy-max-retries", "5", "x-envoy-upstream-rq-timeout-ms", "1")
                .newBuilder()
                .tag(
                        CallOptions.class,
                        CallOptions.builder()
                                .maxRetries(1)
                                .callTimeout(Duration.ofSeconds(10))
                                .build())
                .build();
        assertThat(call(client(true, a), request).report().attempts()).hasSize(2);
    }

    @Test
    void theyStandBetweenTheTagAndWhatItIsOver() throws IOException {
        WireServer a = scene.server().usually(WireServer.text(503, "no"));
        CallOptions ofInterface = CallOptions.builder()
                .maxRetries(3)
                .callTimeout(Duration.ofMillis(1))
                .build();
        Request request = get("x-envoy-max-retries", "1", "x-envoy-upstream-rq-timeout-ms", "10000")
                .newBuilder()
                .tag(CallOptions.class, CallOptions.none().over(ofInterface))
                .build();
        assertThat(call(client(true, a), request).report().attempts()).hasSize(2);

        CallOptions patient = CallOptions.builder().maxRetries(3).build();
        Request silent = Scene.get()
                .newBuilder()
                .tag(CallOptions.class, CallOptions.none().over(patient))
                .build();
        assertThat(call(client(true, a), silent).report().attempts())
                .as("where the headers say nothing")
                .hasSize(4);
    }

    @Test
    void whatOnlyARouterKnowsIsTakenOffToo() throws IOException {
        WireServer a = scene.server();
        call(
                client(true, a),
                get("x-envoy-hedge-on-per-try-timeout", "true", "x-envoy-upstream-rq-timeout-alt-response", "1"));
        assertNothingOfThemLeft(a);
    }

    @Test
    void switchedOffTheyAreHeadersLikeOthers() throws IOException {
        WireServer a = scene.server().usually(WireServer.text(500, "no"));
        Answered answered = call(client(false, a), get("x-envoy-retry-on", "5xx", "x-envoy-max-retries", "4"));

        assertThat(answered.report().attempts()).hasSize(1);
        assertThat(a.seen().get(0).head()).contains("x-envoy-retry-on: 5xx", "x-envoy-max-retries: 4");
    }

    @Test
    void theyGoAlongWithNoRedirect() throws IOException {
        WireServer outside = scene.server();
        WireServer a = scene.server()
                .then(
                        WireServer.text(302, "", "Location: /elsewhere"),
                        WireServer.text(500, "no"),
                        WireServer.text(302, "", "Location: http://" + outside.endpoint() + "/"));
        try (Response response =
                client(true, a).newCall(get("x-envoy-retry-on", "5xx")).execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
        assertThat(a.seen()).as("and what they said holds for the second hop").hasSize(3);
        assertNothingOfThemLeft(a);
        assertNothingOfThemLeft(outside);
    }
}
