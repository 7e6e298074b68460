package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.Scene.kinds;
import static io.meshclient.okhttp.fault.Scene.nobody;
import static io.meshclient.okhttp.fault.Scene.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.StopReason;
import io.meshclient.policy.CallOptions;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent again, and what never, judged by what the servers saw on the wire. */
@Timeout(30)
final class ReplayTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    @Test
    void refusedConnectionGoesToTheNextEndpoint() throws IOException {
        WireServer up = scene.server();
        OkHttpClient client = scene.client(List.of(nobody(), up.endpoint()), orders -> {});
        Answered first = call(client, get());
        Answered second = call(client, get());
        assertThat(List.of(first.code(), second.code())).containsOnly(200);
        List<OutcomeKind> all = new ArrayList<>(kinds(first.report()));
        all.addAll(kinds(second.report()));
        assertThat(all)
                .containsOnlyOnce(OutcomeKind.CONNECT_FAILURE)
                .filteredOn(OutcomeKind.RESPONSE::equals)
                .hasSize(2);
    }

    @Test
    void postIsSentAgainAfterARefusedConnection() throws IOException {
        WireServer up = scene.server();
        OkHttpClient client = scene.client(List.of(nobody(), up.endpoint()), orders -> {});
        assertThat(call(client, post()).code()).isEqualTo(200);
        assertThat(call(client, post()).code()).isEqualTo(200);
        assertThat(up.seen()).hasSize(2).allMatch(seen -> seen.body().equals("{}"));
    }

    @Test
    void postIsNotSentAgainAfter503() throws IOException {
        WireServer a = scene.server().usually(WireServer.text(503, "no"));
        WireServer b = scene.server().usually(WireServer.text(503, "no"));
        Answered answered = call(scene.client(a, b), post());
        assertThat(answered.code()).isEqualTo(503);
        assertThat(answered.body()).isEqualTo("no");
        assertThat(answered.report().stop()).isEqualTo(StopReason.NOT_REPLAYABLE);
        assertThat(a.seen().size() + b.seen().size()).isOne();
    }

    @Test
    void postWithAnIdempotencyKeyIsSentAgain() throws IOException {
        WireServer a = scene.server().then(WireServer.text(503, "no"));
        Request request = post().newBuilder().header("Idempotency-Key", "1").build();
        assertThat(call(scene.client(a), request).code()).isEqualTo(200);
        assertThat(a.seen()).hasSize(2).allMatch(seen -> seen.body().equals("{}"));
    }

    @Test
    void callOptionsSayWhatIsIdempotent() throws IOException {
        WireServer a = scene.server().then(WireServer.text(503, "no"));
        OkHttpClient client = scene.client(a);
        CallOptions yes = CallOptions.builder().idempotent(true).build();
        assertThat(call(client, post().newBuilder().tag(CallOptions.class, yes).build())
                        .code())
                .isEqualTo(200);
        assertThat(a.seen()).hasSize(2);

        a.then(WireServer.text(503, "no"));
        CallOptions no = CallOptions.builder().idempotent(false).build();
        Answered answered =
                call(client, get().newBuilder().tag(CallOptions.class, no).build());
        assertThat(answered.code()).isEqualTo(503);
        assertThat(answered.report().stop()).isEqualTo(StopReason.NOT_REPLAYABLE);
        assertThat(a.seen()).hasSize(3);
    }

    @Test
    void oneShotBodyIsSentAgainOnlyIfWritingHadNotBegun() throws IOException {
        WireServer up = scene.server().usually(WireServer.text(503, "no"));
        OkHttpClient client = scene.client(List.of(nobody(), up.endpoint()), orders -> {});
        for (int i = 0; i < 2; i++) { // one of the two meets the refused connection first
            Answered answered = call(client, oneShot());
            assertThat(answered.code()).isEqualTo(503);
            assertThat(answered.report().stop()).isEqualTo(StopReason.BODY_NOT_REPEATABLE);
        }
        assertThat(up.seen()).hasSize(2);
    }

    private static Request oneShot() {
        RequestBody body = new RequestBody() {
            private boolean written;

            @Override
            public @Nullable MediaType contentType() {
                return null;
            }

            @Override
            public long contentLength() {
                return 3;
            }

            @Override
            public boolean isOneShot() {
                return true;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                if (written) {
                    throw new IOException("written twice");
                }
                written = true;
                sink.writeUtf8("one");
            }
        };
        return new Request.Builder().url("http://orders/items").put(body).build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // reset before the headers
                "HTTP/1.1 200 O", // in the status line
                "HTTP/1.1 200 OK\r\nContent-Le" // in the headers
            })
    void brokenAnswerIsAResetAndAGetIsSentAgain(String bytes) throws IOException {
        for (WireServer.Answer answer : List.of(WireServer.rawThenClose(bytes), WireServer.rawThenReset(bytes))) {
            WireServer a = scene.server().then(answer);
            OkHttpClient client = scene.client(a);
            Answered answered = call(client, get());
            assertThat(answered.code()).isEqualTo(200);
            assertThat(kinds(answered.report())).containsExactly(OutcomeKind.RESET, OutcomeKind.RESPONSE);
            assertThat(a.seen()).hasSize(2);

            a.then(answer);
            OkHttpClient fresh = scene.client(a); // without an idle connection
            MeshException failure = catchThrowableOfType(MeshException.class, () -> call(fresh, post()));
            assertThat(failure.report().stop()).isEqualTo(StopReason.NOT_REPLAYABLE);
            assertThat(a.seen()).hasSize(3);
        }
    }

    @Test
    void garbageIsAReset() throws IOException {
        WireServer a = scene.server().then(WireServer.rawThenClose("SSH-2.0-OpenSSH_9.6\r\n\r\n"));
        Answered answered = call(scene.client(a), get());
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.RESET, OutcomeKind.RESPONSE);
        assertThat(answered.report().attempts().get(0).outcome().cause()).isInstanceOf(ProtocolException.class);
    }

    @Test
    void fiveDeadConnectionsCostOneFailureThatIsNotCharged() throws Exception {
        WireServer a = scene.server();
        OkHttpClient client = scene.client(List.of(a.endpoint()), orders -> orders.retry(r -> r.maxRetries(0)));
        fillPool(client, a, 5);
        a.dropConnections();
        for (int i = 0; i < 5; i++) {
            Answered answered = call(client, get());
            assertThat(answered.code()).isEqualTo(200);
            assertThat(kinds(answered.report()))
                    .isEqualTo(
                            i == 0
                                    ? List.of(OutcomeKind.STALE_CONNECTION, OutcomeKind.RESPONSE)
                                    : List.of(OutcomeKind.RESPONSE));
        }
        assertThat(a.accepted()).isEqualTo(6);
        assertThat(scene.orders().endpoint(a.endpoint()).state()).isEqualTo("available");
    }

    /** Several calls at the same time, so that each has a connection of its own. */
    private static void fillPool(OkHttpClient client, WireServer server, int count) throws Exception {
        CountDownLatch all = new CountDownLatch(1);
        List<Thread> callers = new ArrayList<>();
        int before = server.seen().size();
        for (int i = 0; i < count; i++) {
            server.then(WireServer.after(all, WireServer.text(200, "ok")));
            Thread caller = new Thread(() -> {
                try {
                    call(client, get());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            callers.add(caller);
            caller.start();
        }
        await().until(() -> server.seen().size() == before + count);
        all.countDown();
        for (Thread caller : callers) {
            caller.join(TimeUnit.SECONDS.toMillis(10));
        }
    }

    @Test
    void postWhoseBytesLeftOnADeadConnectionIsNotReplayed() throws IOException {
        WireServer a = scene.server();
        OkHttpClient client = scene.client(a);
        call(client, get());
        a.then(WireServer.rawThenClose("")); // read, then closed: looks exactly as a dead connection
        MeshException failure = catchThrowableOfType(MeshException.class, () -> call(client, post()));
        assertThat(kinds(failure.report())).containsExactly(OutcomeKind.STALE_CONNECTION);
        assertThat(failure.report().stop()).isEqualTo(StopReason.NOT_REPLAYABLE);
        assertThat(a.seen()).hasSize(2);
    }

    @Test
    void a408LeftOnAnIdleConnectionIsNoAnswer() throws Exception {
        WireServer a = scene.server();
        OkHttpClient client = scene.client(List.of(a.endpoint()), orders -> orders.retry(r -> r.maxRetries(0)));
        String late = "HTTP/1.1 408 Request Time-out\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        a.then((connection, out) -> {
            WireServer.text(200, "ok").to(connection, out);
            out.write(late.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        });
        call(client, get());
        Answered answered = call(client, get());
        assertThat(answered.code()).isEqualTo(200);
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.STALE_CONNECTION, OutcomeKind.RESPONSE);
    }

    @ParameterizedTest
    @CsvSource({"GET,0", "GET,00", "POST,0", "GET,99999999999", "POST,99999999999"})
    void nothingIsResentBehindOurBackFor503(String method, String retryAfter) throws IOException {
        WireServer a = scene.server().usually(WireServer.text(503, "no", "Retry-After: " + retryAfter));
        OkHttpClient client = scene.client(List.of(a.endpoint()), orders -> orders.retry(r -> r.enabled(false)));
        Answered answered = call(client, method.equals("GET") ? get() : post());
        assertThat(answered.code()).isEqualTo(503);
        assertThat(answered.body()).isEqualTo("no");
        assertThat(answered.response().header("Retry-After")).isEqualTo(retryAfter);
        assertThat(answered.response().headers().names()).doesNotContain("Mesh-Client-Retry-After");
        assertThat(answered.response().priorResponse()).isNull();
        assertThat(a.seen()).hasSize(1);
    }

    @Test
    void hugeRetryAfterIsNotWaitedFor() throws IOException {
        WireServer a = scene.server().usually(WireServer.text(503, "no", "Retry-After: 99999999999"));
        OkHttpClient client = scene.client(List.of(a.endpoint()), orders -> orders.callTimeout(Duration.ZERO));
        Answered answered = call(client, get());
        assertThat(answered.code()).isEqualTo(503);
        assertThat(answered.report().stop()).isEqualTo(StopReason.RETRIES_EXHAUSTED);
        assertThat(a.seen())
                .as("with the usual back-off, as without the header")
                .hasSize(3);
    }

    @Test
    void retryAfterMayBeADate() throws IOException {
        String past = new Headers.Builder()
                .add("Retry-After", new java.util.Date(0))
                .build()
                .get("Retry-After");
        WireServer a = scene.server().then(WireServer.text(429, "no", "Retry-After: " + past));
        assertThat(call(scene.client(a), get()).code()).isEqualTo(200);

        String later = new Headers.Builder()
                .add("Retry-After", new java.util.Date(System.currentTimeMillis() + 3_600_000))
                .build()
                .get("Retry-After");
        a.then(WireServer.text(429, "no", "Retry-After: " + later));
        OkHttpClient client = scene.client(List.of(a.endpoint()), orders -> orders.callTimeout(Duration.ZERO));
        Answered answered = call(client, get());
        assertThat(answered.code()).isEqualTo(429);
        assertThat(answered.report().stop()).isEqualTo(StopReason.NOT_RETRYABLE);
    }

    @Test
    void a429IsRetriedOnlyIfItSaysWhen() throws IOException {
        WireServer a = scene.server().then(WireServer.text(429, "no"));
        OkHttpClient client = scene.client(a);
        Answered without = call(client, get());
        assertThat(without.code()).isEqualTo(429);
        assertThat(without.report().stop()).isEqualTo(StopReason.NOT_RETRYABLE);

        a.then(WireServer.text(429, "no", "Retry-After: 0"));
        assertThat(call(client, get()).report().retries()).isOne();
    }

    @Test
    void retriesExhaustedOnAStatusReturnTheLastResponse() throws IOException {
        WireServer a =
                scene.server().then(WireServer.text(503, "1"), WireServer.text(502, "2"), WireServer.text(504, "3"));
        Answered answered = call(scene.client(a), get());
        assertThat(answered.code()).isEqualTo(504);
        assertThat(answered.body()).isEqualTo("3");
        assertThat(answered.report().stop()).isEqualTo(StopReason.RETRIES_EXHAUSTED);
        assertThat(answered.report().attempts()).hasSize(3);
    }

    @Test
    void emptyBudgetReturnsTheResponse() throws IOException {
        WireServer a = scene.server().usually(WireServer.text(503, "no"));
        OkHttpClient client = scene.client(
                List.of(a.endpoint()),
                orders -> orders.retry(r -> r.budgetRatio(0).budgetReserve(0)));
        Answered answered = call(client, get());
        assertThat(answered.code()).isEqualTo(503);
        assertThat(answered.body()).isEqualTo("no");
        assertThat(answered.report().stop()).isEqualTo(StopReason.BUDGET_EXHAUSTED);
        assertThat(a.seen()).hasSize(1);
    }

    @Test
    void exceptionTellsEveryAttemptAndWhyItStopped() throws IOException {
        String gone = nobody();
        WireServer broken = scene.server().usually(WireServer.rawThenClose(""));
        OkHttpClient client = scene.client(
                List.of(gone, broken.endpoint()),
                orders -> orders.retry(r -> r.maxRetries(1)).outlier(o -> o.holdOff(Duration.ZERO)));
        MeshException failure = catchThrowableOfType(MeshException.class, () -> call(client, get()));
        assertThat(failure)
                .hasMessageContaining("orders: 2 attempts in ")
                .hasMessageContaining(gone + " connect-failure after ")
                .hasMessageContaining(broken.endpoint() + " reset after ")
                .hasMessageEndingWith("stopped: retry.max-retries is used up");
        Throwable last = failure.getCause();
        assertThat(last).isNotNull();
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(List.of(last, failure.getSuppressed()[0])).anyMatch(ConnectException.class::isInstance);
        assertThat(failure.getSuppressed()[0]).isNotSameAs(last);
    }

    @Test
    void truncatedBodyIsHeldAgainstTheEndpointOnce() throws Exception {
        WireServer a =
                scene.server().usually(WireServer.rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort"));
        WireServer b = scene.server();
        OkHttpClient client = scene.client(
                List.of(a.endpoint(), b.endpoint()), orders -> orders.outlier(o -> o.consecutiveFailures(1)));
        Response response = ask(client, a);
        assertThat(scene.orders().endpoint(a.endpoint()).state())
                .as("the headers were a success")
                .isEqualTo("available");
        assertThat(catchThrowableOfType(IOException.class, () -> response.body().string()))
                .isInstanceOf(ProtocolException.class);
        double charged = scene.orders().endpoint(a.endpoint()).ewmaMillis();
        assertThat(charged).isGreaterThan(500);
        assertThat(scene.orders().endpoint(a.endpoint()).state()).isEqualTo("ejected");
        response.close();
        response.close();
        assertThat(scene.orders().endpoint(a.endpoint()).ewmaMillis()).isLessThanOrEqualTo(charged);
    }

    /** Round robin: one of two calls reaches this server. */
    private static Response ask(OkHttpClient client, WireServer server) throws IOException {
        while (true) {
            int before = server.seen().size();
            Response response = client.newCall(get()).execute();
            if (server.seen().size() > before) {
                return response;
            }
            response.close();
        }
    }

    @Test
    void silenceBeforeTheHeadersIsAResetAfterTheReadTimeout() throws IOException {
        WireServer a = scene.server().then(WireServer.silence());
        OkHttpClient plain =
                new OkHttpClient.Builder().readTimeout(Duration.ofMillis(200)).build();
        Answered answered = call(scene.client(plain, endpoints(a), orders -> {}), get());
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.RESET, OutcomeKind.RESPONSE);
        assertThat(answered.report().attempts().get(0).outcome().cause()).isInstanceOf(InterruptedIOException.class);
    }
}
