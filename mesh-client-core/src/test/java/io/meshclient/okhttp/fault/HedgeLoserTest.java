package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Late.hedged;
import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.WireServer.silence;
import static io.meshclient.okhttp.fault.WireServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.meshclient.okhttp.fault.InterruptTest.Caller;
import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.AttemptReport;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

/** What becomes of attempts that run beside each other when their call is over, whichever way it ends. */
@Timeout(30)
final class HedgeLoserTest {

    private static final int CANCEL = 8;
    private static final WireServer.Answer OK = text(200, "ok");

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);
    private final Late late = new Late();
    private final WireServer a = scene.server();
    private final WireServer b = scene.server();

    @AfterEach
    void forget() {
        MDC.clear();
    }

    private OkHttpClient client(OkHttpClient plain, Consumer<ServiceConfig.Builder> edit) {
        return scene.client(plain, endpoints(a, b), edit);
    }

    private void bothSay(WireServer.Answer first, WireServer.Answer further) {
        WireServer.Answer answer = late.first(first, further);
        a.usually(answer);
        b.usually(answer);
    }

    private int seen() {
        return a.seen().size() + b.seen().size();
    }

    private int openConnections() {
        return a.openConnections() + b.openConnections();
    }

    private static AttemptReport loser(Answered answered) {
        return answered.report().attempts().stream()
                .filter(attempt -> attempt.outcome().kind() == OutcomeKind.CANCELED)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLosersConnectionIsClosedAndTheWinnersIsKept() throws IOException {
        bothSay(silence(), OK);
        OkHttpClient client = client(new OkHttpClient(), hedged());
        call(client, get());
        await().untilAsserted(() -> assertThat(openConnections()).isOne());
        assertThat(a.accepted() + b.accepted()).isEqualTo(2);
    }

    @Test
    void aLoserWhoseHeadersCameLateIsNotLeftHalfRead() throws IOException {
        CountDownLatch won = new CountDownLatch(1);
        WireServer.Answer endless = (connection, out) -> {
            won.await();
            WireServer.raw("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nhalf")
                    .to(connection, out);
        };
        bothSay(endless, OK);
        OkHttpClient client = client(new OkHttpClient(), hedged());
        assertThat(call(client, get()).body()).isEqualTo("ok");
        won.countDown();
        await().untilAsserted(() -> assertThat(openConnections()).isOne());
    }

    @Test
    void ourOwnCancelTeachesNobodyThatTheEndpointFailed() throws IOException {
        bothSay(silence(), OK);
        OkHttpClient client = client(new OkHttpClient(), orders -> {
            hedged().accept(orders);
            orders.outlier(outlier -> outlier.consecutiveFailures(1))
                    .breaker(breaker -> breaker.enabled(true).minimumCalls(1).windowSize(1));
        });
        Answered answered = call(client, get());
        assertThat(loser(answered).outcome().kind()).isEqualTo(OutcomeKind.CANCELED);
        assertThat(loser(answered).verdict()).isEqualTo(Verdict.IGNORED);
        assertThat(scene.orders().endpoint(loser(answered).endpoint()).state()).isEqualTo("available");
        assertThat(scene.orders().endpoint(loser(answered).endpoint()).inFlight())
                .isZero();
        assertThat(call(client, get()).code()).as("the breaker is closed").isEqualTo(200);
    }

    @Test
    void aLosersStreamIsResetAndItsConnectionLivesOn() throws IOException {
        FrameServer first = leaks.closing(new FrameServer(null));
        FrameServer second = leaks.closing(new FrameServer(null));
        FrameServer.Answer answer = late.firstOf(request -> {}, request -> request.answer("ok"));
        first.usually(answer);
        second.usually(answer);
        OkHttpClient plain = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .build();
        OkHttpClient client = scene.client(plain, List.of(first.endpoint(), second.endpoint()), hedged());

        Answered answered = call(client, get());

        FrameServer loser = loser(answered).endpoint().equals(first.endpoint()) ? first : second;
        await().untilAsserted(() -> assertThat(loser.resets()).containsExactly(CANCEL));
        for (int i = 0; i < 4; i++) {
            assertThat(call(client, get()).code()).isEqualTo(200);
        }
        assertThat(first.accepted() + second.accepted()).isEqualTo(2);
    }

    @Test
    void aCancelReachesAllAttempts() throws Exception {
        bothSay(silence(), silence());
        Call call = client(new OkHttpClient(), hedged()).newCall(get());
        CompletableFuture<Throwable> end = CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> call.execute().close()), task -> new Thread(task).start());
        await().until(() -> seen() == 2);
        call.cancel();
        assertThat(end.get()).isInstanceOf(IOException.class).hasMessage("Canceled");
        await().untilAsserted(() -> assertThat(openConnections()).isZero());
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptReachesAllAttemptsAtOnceAlsoOnHttp1(Caller caller) throws Exception {
        bothSay(silence(), silence());
        OkHttpClient client = client(new OkHttpClient(), hedged());
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread thread = caller.start(() -> {
            Throwable thrown = catchThrowable(() -> call(client, get()));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            end.complete(thrown);
        });
        await().until(() -> seen() == 2);
        thread.interrupt();
        assertThat(end.get()).isExactlyInstanceOf(InterruptedIOException.class);
        await().untilAsserted(() -> assertThat(openConnections()).isZero());
    }

    @Test
    void itIsTheSameForEnqueue() throws Exception {
        bothSay(silence(), OK);
        CompletableFuture<String> body = new CompletableFuture<>();
        client(new OkHttpClient(), hedged()).newCall(get()).enqueue(new Callback() {
            @Override
            public void onFailure(Call call, IOException e) {
                body.completeExceptionally(e);
            }

            @Override
            public void onResponse(Call call, Response response) throws IOException {
                try (response) {
                    body.complete(response.body().string());
                }
            }
        });
        assertThat(body.get()).isEqualTo("ok");
        await().untilAsserted(() -> assertThat(openConnections()).isOne());
    }

    @Test
    void onAVirtualThreadToo() throws Exception {
        bothSay(silence(), OK);
        OkHttpClient client = client(new OkHttpClient(), hedged());
        CompletableFuture<Answered> end = new CompletableFuture<>();
        Caller.VIRTUAL.start(() -> {
            try {
                end.complete(call(client, get()));
            } catch (IOException e) {
                end.completeExceptionally(e);
            }
        });
        assertThat(end.get().report().hedges()).isOne();
    }

    @Test
    void anExceptionOfTheUsersOwnInOneAttemptEndsTheOtherToo() {
        bothSay(silence(), OK);
        OkHttpClient plain = new OkHttpClient.Builder()
                .addNetworkInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    response.close();
                    throw new IllegalStateException("mine");
                })
                .build();
        Throwable thrown = catchThrowable(() -> call(client(plain, hedged()), get()));
        assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessage("mine");
        await().untilAsserted(() -> assertThat(openConnections()).isLessThanOrEqualTo(1));
    }

    @Test
    void attemptsHaveTheCallersContext() throws IOException {
        bothSay(silence(), OK);
        List<String> seen = new CopyOnWriteArrayList<>();
        List<String> threads = new CopyOnWriteArrayList<>();
        OkHttpClient plain = new OkHttpClient.Builder()
                .addNetworkInterceptor(chain -> {
                    seen.add(Objects.toString(MDC.get("user")));
                    threads.add(Thread.currentThread().getName());
                    return chain.proceed(chain.request());
                })
                .build();
        MDC.put("user", "jane");
        call(client(plain, hedged()), get());
        assertThat(seen).containsExactly("jane", "jane");
        assertThat(threads).containsOnly("mesh-client-attempt");
    }

    @Test
    void theUsersListenerHearsOneAttemptAfterAnother() throws IOException {
        bothSay(silence(), OK);
        Heard heard = new Heard();
        OkHttpClient plain = new OkHttpClient.Builder().eventListener(heard).build();
        call(client(plain, hedged()), get());
        await().untilAsserted(() -> assertThat(heard.events).contains("responseBodyEnd"));
        assertThat(heard.events.stream().filter(event -> !event.startsWith("call")))
                .containsExactly(
                        "connectionAcquired",
                        "requestHeadersStart",
                        "connectionReleased",
                        "connectionAcquired",
                        "requestHeadersStart",
                        "responseHeadersEnd",
                        "responseBodyEnd",
                        "connectionReleased");
        assertThat(heard.events).startsWith("callStart").containsOnlyOnce("callEnd");
    }

    /** What shows whether attempts are mixed up. */
    private static final class Heard extends EventListener {
        private final List<String> events = new CopyOnWriteArrayList<>();

        @Override
        public void callStart(Call call) {
            events.add("callStart");
        }

        @Override
        public void callEnd(Call call) {
            events.add("callEnd");
        }

        @Override
        public void connectionAcquired(Call call, Connection connection) {
            events.add("connectionAcquired");
        }

        @Override
        public void connectionReleased(Call call, Connection connection) {
            events.add("connectionReleased");
        }

        @Override
        public void requestHeadersStart(Call call) {
            events.add("requestHeadersStart");
        }

        @Override
        public void responseHeadersEnd(Call call, Response response) {
            events.add("responseHeadersEnd");
        }

        @Override
        public void responseBodyEnd(Call call, long byteCount) {
            events.add("responseBodyEnd");
        }
    }

    @Test
    void aRedirectThatAHedgeBroughtIsFollowed() throws IOException {
        bothSay(
                silence(),
                (connection, out) -> (isThere() ? OK : text(302, "", "Location: /there")).to(connection, out));
        Answered answered = call(client(new OkHttpClient(), hedged()), get());
        assertThat(answered.code()).isEqualTo(200);
        assertThat(answered.response().priorResponse()).isNotNull();
        assertThat(answered.response().request().url().encodedPath()).isEqualTo("/there");
    }

    private boolean isThere() {
        return Stream.of(a, b)
                .flatMap(server -> server.seen().stream())
                .anyMatch(seen -> seen.line().contains("/there"));
    }
}
