package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.Scene.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.outcome.StopReason;
import io.meshclient.policy.CallOptions;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys that the mesh gives: one for each call, the same for all its attempts, never in the place of the caller's. */
@Timeout(30)
final class IdempotencyKeyTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    private OkHttpClient client(WireServer server, String... methods) {
        return scene.client(
                endpoints(server),
                orders -> orders.retry(r -> r.idempotencyKeyMethods(methods).base(Duration.ofMillis(1))));
    }

    private static Request with(Request request, CallOptions options) {
        return request.newBuilder().tag(CallOptions.class, options).build();
    }

    private static @Nullable String key(WireServer.Seen seen) {
        return seen.head()
                .lines()
                .filter(line -> line.startsWith("Idempotency-Key: "))
                .map(line -> line.substring("Idempotency-Key: ".length()))
                .findFirst()
                .orElse(null);
    }

    @Test
    void eachAttemptOfACallHasTheSameAndEachCallItsOwn() throws IOException {
        WireServer a = scene.server().then(WireServer.text(503, "no"), WireServer.rawThenClose(""));
        OkHttpClient client = client(a, "POST", "PATCH");
        assertThat(call(client, post()).code()).isEqualTo(200);
        assertThat(call(client, post()).code()).isEqualTo(200);

        List<String> keys = a.seen().stream().map(IdempotencyKeyTest::key).toList();
        assertThat(keys).hasSize(4).doesNotContainNull();
        assertThat(UUID.fromString(keys.get(0)).version()).isEqualTo(4);
        assertThat(keys.subList(0, 3)).containsOnly(keys.get(0));
        assertThat(keys.get(3)).isNotEqualTo(keys.get(0));
    }

    @Test
    void theCallersOwnStays() throws IOException {
        WireServer a = scene.server().then(WireServer.text(503, "no"));
        Request request = post().newBuilder().header("idempotency-key", "mine").build();
        call(
                client(a, "POST"),
                with(request, CallOptions.builder().idempotencyKey(true).build()));

        assertThat(a.seen())
                .hasSize(2)
                .allSatisfy(seen -> assertThat(seen.head())
                        .contains("idempotency-key: mine")
                        .doesNotContain("Idempotency-Key"));
    }

    @Test
    void oneRequestAsksForItOrDoesWithout() throws IOException {
        WireServer a = scene.server().then(WireServer.text(503, "no"));
        OkHttpClient without = client(a);
        CallOptions key = CallOptions.builder().idempotencyKey(true).build();
        assertThat(call(without, with(post(), key)).code()).isEqualTo(200);
        assertThat(a.seen()).hasSize(2).allSatisfy(seen -> assertThat(key(seen)).isNotNull());

        a.then(WireServer.text(503, "no"));
        OkHttpClient client = client(a, "POST");
        CallOptions none = CallOptions.builder().idempotencyKey(false).build();
        assertThat(call(client, with(post(), none)).report().stop()).isEqualTo(StopReason.NOT_REPLAYABLE);
        assertThat(key(a.seen().get(2))).isNull();
    }

    @Test
    void whatMustNotBeSentAgainNeedsNone() throws IOException {
        WireServer a = scene.server().then(WireServer.text(503, "no"));
        CallOptions never = CallOptions.builder().idempotent(false).build();
        assertThat(call(client(a, "POST"), with(post(), never)).report().stop()).isEqualTo(StopReason.NOT_REPLAYABLE);
        assertThat(key(a.seen().get(0))).isNull();
    }

    @Test
    void otherMethodsAndOtherServicesGetNone() throws IOException {
        WireServer a = scene.server();
        call(client(a, "PATCH"), post());
        call(client(a, "PATCH"), get());
        call(client(a), post());
        assertThat(a.seen()).hasSize(3).allSatisfy(seen -> assertThat(key(seen)).isNull());
    }

    @Test
    void aRedirectedRequestKeepsIt() throws IOException {
        WireServer a = scene.server().then(WireServer.text(307, "", "Location: /elsewhere"));
        assertThat(call(client(a, "POST"), post()).code()).isEqualTo(200);

        Set<String> keys = new HashSet<>();
        a.seen().forEach(seen -> keys.add(key(seen)));
        assertThat(a.seen()).hasSize(2);
        assertThat(keys).hasSize(1).doesNotContainNull();
    }
}
