package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.Scene.kinds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meshclient.Mesh;
import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.MeshTimeoutException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.StopReason;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.LeakRule;
import io.meshclient.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What services are told of the time that is left, and what becomes of calls whose caller has less of it. */
@Timeout(30)
final class CallDeadlineTest {

    private static final String EXPECTED = "x-envoy-expected-rq-timeout-ms";
    private static final String GRPC = "grpc-timeout";

    /** Nothing but the deadline ends a call, and a retry comes at once. */
    private static final Consumer<ServiceConfig.Builder> PATIENT =
            orders -> orders.callTimeout(ms(90_000)).retry(retry -> retry.base(Duration.ZERO));

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    @AfterEach
    void leaveNothing() {
        Deadline.setCurrent(null);
    }

    private static Duration ms(int millis) {
        return Duration.ofMillis(millis);
    }

    /** A header of a request as it came; null if it did not. */
    private static @Nullable String header(WireServer.Seen seen, String name) {
        for (String line : seen.head().split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name + ": ")) {
                return line.substring(name.length() + 2);
            }
        }
        return null;
    }

    private static long told(WireServer server, int request) {
        String value = header(server.seen().get(request), EXPECTED);
        assertThat(value).as("request %s", request).isNotNull();
        return Long.parseLong(value);
    }

    private static WireServer.Answer after(int millis, WireServer.Answer answer) {
        return (connection, out) -> {
            LockSupport.parkNanos(ms(millis).toNanos());
            answer.to(connection, out);
        };
    }

    @Test
    void eachAttemptIsToldWhatIsLeft() throws IOException {
        WireServer a =
                scene.server().then(after(300, WireServer.text(503, "no")), after(300, WireServer.text(503, "no")));
        OkHttpClient client = scene.client(endpoints(a), PATIENT);
        Answered answered = call(client, get());
        assertThat(answered.code()).isEqualTo(200);
        assertThat(a.seen()).hasSize(3);
        assertThat(told(a, 0)).isEqualTo(90_000);
        assertThat(told(a, 1)).isBetween(60_000L, 89_700L);
        assertThat(told(a, 2)).isBetween(60_000L, told(a, 1) - 300);
        assertThat(header(a.seen().get(0), GRPC)).isNull();
    }

    @Test
    void aPerTryTimeoutIsWhatAnAttemptHas() throws IOException {
        WireServer a = scene.server().then(WireServer.silence());
        OkHttpClient client = scene.client(
                endpoints(a), orders -> orders.callTimeout(ms(3_000)).perTryTimeout(ms(1_600)));
        assertThat(kinds(call(client, get()).report()))
                .containsExactly(OutcomeKind.PER_TRY_TIMEOUT, OutcomeKind.RESPONSE);
        assertThat(told(a, 0)).isEqualTo(1_600);
        assertThat(told(a, 1)).as("the call has no more").isLessThanOrEqualTo(1_400);
    }

    @Test
    void withoutATimeoutNothingIsTold() throws IOException {
        WireServer a = scene.server();
        OkHttpClient client = scene.client(endpoints(a), orders -> orders.callTimeout(Duration.ZERO));
        call(client, get());
        assertThat(header(a.seen().get(0), EXPECTED)).isNull();
    }

    @Test
    void nothingIsToldIfThatIsOff() throws IOException {
        WireServer a = scene.server();
        OkHttpClient client = scene.client(endpoints(a), orders -> orders.deadline(d -> d.send(false)));
        call(client, get().newBuilder().header(EXPECTED, "77").build());
        assertThat(header(a.seen().get(0), EXPECTED)).as("the caller's own").isEqualTo("77");
    }

    @Test
    void aCopiedHeaderIsReplaced() throws IOException {
        WireServer a = scene.server();
        OkHttpClient client = scene.client(endpoints(a), PATIENT);
        call(client, get().newBuilder().header(EXPECTED, "77").build());
        assertThat(told(a, 0)).isEqualTo(90_000);
    }

    @Test
    void streamsAndWebSocketsAreNotTold() throws IOException {
        WireServer a = scene.server();
        OkHttpClient client = scene.client(endpoints(a), PATIENT);
        call(client, get().newBuilder().header("Accept", "text/event-stream").build());
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        client.newWebSocket(get(), new WebSocketListener() {
            @Override
            public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
                refused.complete(failure);
            }
        });
        refused.join();
        assertThat(a.seen()).hasSize(2).allMatch(seen -> header(seen, EXPECTED) == null);
    }

    @Test
    void gRpcIsToldInItsOwnHeaderToo() throws IOException {
        WireServer a = scene.server();
        OkHttpClient client = scene.client(endpoints(a), PATIENT);
        for (String type :
                List.of("application/grpc", "application/grpc+proto", "application/grpc-web", "text/plain")) {
            call(
                    client,
                    new Request.Builder()
                            .url("http://orders/items")
                            .post(RequestBody.create(new byte[5], MediaType.get(type)))
                            .build());
        }
        assertThat(a.seen()).extracting(seen -> header(seen, GRPC)).containsExactly("90000m", "90000m", null, null);
    }

    @Test
    void aRedirectOutOfTheMeshTakesNothingAlong() throws IOException {
        WireServer stranger = scene.server();
        WireServer a =
                scene.server().then(WireServer.text(302, "", "Location: http://" + stranger.endpoint() + "/elsewhere"));
        OkHttpClient client = scene.client(endpoints(a), PATIENT);
        try (Response response = client.newCall(get()).execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
        assertThat(told(a, 0)).isEqualTo(90_000);
        assertThat(header(stranger.seen().get(0), EXPECTED)).isNull();
    }

    @Test
    void aCallHasNoMoreTimeThanItsThread() throws IOException {
        WireServer a = scene.server();
        OkHttpClient client = scene.client(endpoints(a), PATIENT);
        try (Deadline.Scope scope = Deadline.after(ms(20_000)).makeCurrent()) {
            call(client, get());
        }
        assertThat(told(a, 0)).isBetween(1_000L, 20_000L);
        try (Deadline.Scope scope = Deadline.after(ms(200_000)).makeCurrent()) {
            call(client, get());
        }
        assertThat(told(a, 1)).as("nor more than its own").isEqualTo(90_000);
        call(client, get());
        assertThat(told(a, 2)).isEqualTo(90_000);
    }

    @Test
    void aRequestsOwnDeadlineCountsBeforeTheThreads() throws IOException {
        WireServer a = scene.server();
        OkHttpClient client = scene.client(endpoints(a), PATIENT);
        try (Deadline.Scope scope = Deadline.after(ms(20_000)).makeCurrent()) {
            call(
                    client,
                    get().newBuilder()
                            .tag(Deadline.class, Deadline.after(ms(9_000)))
                            .build());
            call(client, get().newBuilder().tag(Deadline.class, Deadline.NEVER).build());
        }
        assertThat(told(a, 0)).isLessThanOrEqualTo(9_000);
        assertThat(told(a, 1)).isEqualTo(90_000);
    }

    @Test
    void nothingIsInheritedIfThatIsOff() throws IOException {
        WireServer a = scene.server();
        OkHttpClient client =
                scene.client(endpoints(a), PATIENT.andThen(orders -> orders.deadline(d -> d.inherit(false))));
        try (Deadline.Scope scope = Deadline.after(Duration.ZERO).makeCurrent()) {
            assertThat(call(client, get()).code()).isEqualTo(200);
        }
        assertThat(told(a, 0)).isEqualTo(90_000);
    }

    @Test
    void whoseDeadlineIsOverFailsWithoutAConnection() {
        WireServer a = scene.server();
        OkHttpClient client =
                scene.client(endpoints(a), PATIENT.andThen(orders -> orders.deadline(d -> d.floor(ms(5_000)))));
        for (Deadline deadline : List.of(Deadline.after(Duration.ZERO), Deadline.after(ms(4_000)))) {
            MeshTimeoutException failure = catchThrowableOfType(
                    MeshTimeoutException.class,
                    () -> call(
                            client,
                            get().newBuilder().tag(Deadline.class, deadline).build()));
            assertThat(failure.report().attempts()).isEmpty();
            assertThat(failure.report().stop()).isEqualTo(StopReason.CALLER_DEADLINE);
            assertThat(failure).hasMessageContaining("the deadline of the request that this call is made for");
        }
        assertThat(a.accepted()).isZero();
        assertThat(scene.orders().callsInFlight()).isZero();
    }

    @Test
    void anAttemptEndsWithTheCallersTime() {
        WireServer a = scene.server().usually(WireServer.silence());
        OkHttpClient client = scene.client(endpoints(a), PATIENT);
        long start = System.nanoTime();
        MeshTimeoutException failure = catchThrowableOfType(
                MeshTimeoutException.class,
                () -> call(
                        client,
                        get().newBuilder()
                                .tag(Deadline.class, Deadline.after(ms(300)))
                                .build()));
        assertThat(System.nanoTime() - start)
                .isBetween(ms(290).toNanos(), ms(4_000).toNanos());
        assertThat(kinds(failure.report())).containsExactly(OutcomeKind.CALL_TIMEOUT);
        assertThat(failure.report().stop()).isEqualTo(StopReason.CALLER_DEADLINE);
    }

    @Test
    void aRetryThatWouldComeTooLateIsNotMade() throws IOException {
        WireServer a = scene.server().usually(WireServer.text(503, "busy"));
        OkHttpClient client =
                scene.client(endpoints(a), PATIENT.andThen(orders -> orders.deadline(d -> d.floor(ms(18_500)))));
        a.then(after(2_000, WireServer.text(503, "busy")));
        Answered answered = call(
                client,
                get().newBuilder()
                        .tag(Deadline.class, Deadline.after(ms(20_000)))
                        .build());
        assertThat(answered.code()).as("the last attempt decides").isEqualTo(503);
        assertThat(answered.body()).isEqualTo("busy");
        assertThat(answered.report().stop()).isEqualTo(StopReason.CALLER_DEADLINE);
        assertThat(a.seen()).hasSize(1);
    }

    @Test
    void enqueueTakesTheCallersDeadlineAlong() throws Exception {
        WireServer a = scene.server();
        OkHttpClient client = scene.client(endpoints(a), PATIENT);
        CompletableFuture<@Nullable Deadline> afterwards = new CompletableFuture<>();
        try (Deadline.Scope scope = Deadline.after(ms(20_000)).makeCurrent()) {
            enqueue(client).get(10, TimeUnit.SECONDS);
        }
        assertThat(told(a, 0)).isBetween(500L, 20_000L);
        client.dispatcher().executorService().execute(() -> afterwards.complete(Deadline.current()));
        assertThat(afterwards.get(10, TimeUnit.SECONDS))
                .as("of a thread of the dispatcher")
                .isNull();
    }

    private static CompletableFuture<CallReport> enqueue(OkHttpClient client) {
        CompletableFuture<CallReport> answered = new CompletableFuture<>();
        client.newCall(get()).enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException failure) {
                answered.completeExceptionally(failure);
            }

            @Override
            public void onResponse(Call call, Response response) {
                response.close();
                answered.complete(Mesh.reportOf(response));
            }
        });
        return answered;
    }

    @Test
    void callersInAHurryEjectNobody() {
        assertThat(ejected(ms(5_000))).isFalse();
        assertThat(ejected(Duration.ZERO)).as("judged all the same").isTrue();
    }

    /** Whether one of two endpoints is ejected for not answering callers that have hardly any time. */
    private boolean ejected(Duration fairTime) {
        WireServer one = scene.server().usually(WireServer.silence());
        WireServer two = scene.server().usually(WireServer.silence());
        OkHttpClient client = scene.client(
                endpoints(one, two),
                PATIENT.andThen(orders -> orders.deadline(d -> d.fairTime(fairTime))
                        .outlier(o -> o.consecutiveFailures(1).maxEjectionPercent(100))));
        for (int i = 0; i < 2; i++) {
            Request hurried = get().newBuilder()
                    .tag(Deadline.class, Deadline.after(ms(60)))
                    .build();
            assertThatThrownBy(() -> call(client, hurried)).isInstanceOf(MeshTimeoutException.class);
        }
        return scene.orders().endpoints().stream()
                .anyMatch(endpoint -> endpoint.state().equals("ejected"));
    }
}
