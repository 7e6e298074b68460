package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.WireServer.silence;
import static io.meshclient.okhttp.fault.WireServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.meshclient.Fallback;
import io.meshclient.Mesh;
import io.meshclient.observe.FallbackEvent;
import io.meshclient.observe.MeshObserver;
import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.MeshTimeoutException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.StopReason;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a service's fallback is asked for, when, and what its callers get. */
@Timeout(30)
final class FallbackTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);
    private final WireServer server = scene.server();
    private final List<CallReport> asked = new CopyOnWriteArrayList<>();
    private final List<FallbackEvent> told = new CopyOnWriteArrayList<>();

    private OkHttpClient client(Fallback fallback, Consumer<ServiceConfig.Builder> edit, String... endpoints) {
        Mesh mesh = Mesh.builder()
                .service("orders", orders -> {
                    orders.endpoints(endpoints.length == 0 ? new String[] {server.endpoint()} : endpoints)
                            .retry(retry -> retry.base(Duration.ofMillis(1)));
                    edit.accept(orders);
                })
                .fallback("Orders", (request, report) -> {
                    asked.add(report);
                    return fallback.answer(request, report);
                })
                .observer(new MeshObserver() {
                    @Override
                    public void fellBack(FallbackEvent event) {
                        told.add(event);
                    }
                })
                .build();
        return scene.clientOf(mesh);
    }

    private static Response yesterday(Request request, CallReport report) {
        return new Response.Builder()
                .request(new Request.Builder().url("http://elsewhere/").build())
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("from yesterday")
                .body(ResponseBody.create("yesterday's", MediaType.get("text/plain")))
                .build();
    }

    @Test
    void anExceptionIsReplacedAfterAllRetries() throws IOException {
        server.usually(WireServer.rawThenClose(""));
        Answered answered = call(client(FallbackTest::yesterday, orders -> {}), get());

        assertThat(answered.body()).isEqualTo("yesterday's");
        assertThat(asked).singleElement().satisfies(report -> {
            assertThat(report.attempts()).hasSize(3);
            assertThat(report.fallback()).isFalse();
        });
        assertThat(answered.report().fallback()).isTrue();
        assertThat(answered.report().summary()).endsWith("; answered by the fallback");
        assertThat(answered.response().request().url().host())
                .as("the caller's")
                .isEqualTo("orders");
        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.service()).isEqualTo("orders");
            assertThat(event.answered()).isTrue();
        });
    }

    @Test
    void aStatusOf500OrMoreIsReplacedAndItsResponseClosed() throws IOException {
        server.usually(text(503, "no".repeat(50_000)));
        Answered answered = call(client(FallbackTest::yesterday, orders -> {}), get());
        assertThat(answered.code()).isEqualTo(200);
        assertThat(server.seen()).hasSize(3);
        assertThat(asked.get(0).attempts())
                .allSatisfy(attempt -> assertThat(attempt.outcome().status()).isEqualTo(503));
    }

    @Test
    void answersAreNoneOfItsBusiness() throws IOException {
        OkHttpClient client = client(FallbackTest::yesterday, orders -> {});
        for (int status : List.of(200, 404, 429)) {
            server.usually(text(status, "as it is"));
            Answered answered = call(client, get());
            assertThat(answered.code()).isEqualTo(status);
            assertThat(answered.body()).isEqualTo("as it is");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void nullLeavesTheFailureAsItIs() throws IOException {
        server.usually(text(500, "no"));
        OkHttpClient client = client((request, report) -> null, orders -> {});
        Answered answered = call(client, get());
        assertThat(answered.code()).isEqualTo(500);
        assertThat(answered.body()).isEqualTo("no");
        assertThat(answered.report().fallback()).isFalse();

        server.usually(WireServer.rawThenClose(""));
        assertThat(catchThrowable(() -> call(client, get()))).isInstanceOf(MeshException.class);
        assertThat(asked).hasSize(2);
        assertThat(told).isEmpty();
    }

    @Test
    void itsOwnExceptionIsWhatTheCallerGetsAndItIsNotAskedAgain() {
        server.usually(text(503, "no"));
        OkHttpClient client = client(
                (request, report) -> {
                    throw new MeshException(report, null);
                },
                orders -> {});
        assertThat(catchThrowable(() -> call(client, get()))).isInstanceOf(MeshException.class);
        assertThat(asked).hasSize(1);
        assertThat(told)
                .singleElement()
                .satisfies(event -> assertThat(event.answered()).isFalse());

        server.usually(WireServer.rawThenClose(""));
        Throwable thrown = catchThrowable(() -> call(client, get()));
        assertThat(thrown.getSuppressed()).hasSize(1).hasOnlyElementsOfType(MeshException.class);
    }

    @Test
    void aRefusalAndATimeoutAreFailuresToo() throws IOException {
        server.usually(silence());
        OkHttpClient late = client(FallbackTest::yesterday, orders -> orders.callTimeout(Duration.ofMillis(100)));
        assertThat(call(late, get()).code()).isEqualTo(200);
        assertThat(asked.get(0).stop()).isEqualTo(StopReason.DEADLINE);

        scene.mesh().close();
        assertThat(call(late, get()).code()).isEqualTo(200);
        assertThat(asked.get(1).refusal()).isEqualTo(RefusalReason.MESH_CLOSED);
    }

    @Test
    void withoutAFallbackNothingChanges() {
        server.usually(silence());
        OkHttpClient client =
                scene.client(List.of(server.endpoint()), orders -> orders.callTimeout(Duration.ofMillis(50)));
        assertThat(catchThrowableOfType(MeshTimeoutException.class, () -> call(client, get()))
                        .report()
                        .fallback())
                .isFalse();
    }

    @Test
    void aCallerWhoCancelsIsNotAnswered() throws Exception {
        server.usually(silence());
        Call call = client(FallbackTest::yesterday, orders -> {}).newCall(get());
        CompletableFuture<Throwable> end = CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> call.execute().close()), task -> new Thread(task).start());
        await().until(() -> server.seen().size() == 1);
        call.cancel();
        assertThat(end.get()).isInstanceOf(IOException.class).hasMessage("Canceled");
        assertThat(asked).isEmpty();
    }

    @Test
    void aCallerWhoIsInterruptedIsNotAnswered() throws Exception {
        server.usually(text(429, "later", "Retry-After: 9"));
        OkHttpClient client = client(FallbackTest::yesterday, orders -> {});
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread caller = new Thread(() -> end.complete(catchThrowable(() -> call(client, get()))));
        caller.start();
        await().until(() -> server.seen().size() == 1);
        caller.interrupt();
        assertThat(end.get()).isExactlyInstanceOf(InterruptedIOException.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void itIsOutsideOfHedgesToo() throws IOException {
        WireServer other = scene.server().usually(text(500, "no"));
        server.usually(text(500, "no"));
        Answered answered = call(
                client(
                        FallbackTest::yesterday,
                        orders -> orders.hedge(hedge -> hedge.enabled(true)
                                .delay(Duration.ofMillis(500))
                                .budgetReserve(10)),
                        server.endpoint(),
                        other.endpoint()),
                get());
        assertThat(answered.report().fallback()).isTrue();
        assertThat(answered.report().attempts().get(0).outcome().kind()).isEqualTo(OutcomeKind.RESPONSE);
    }

    @Test
    void aWebSocketIsNotAnswered() throws Exception {
        server.usually(text(503, "no"));
        CompletableFuture<Integer> failed = new CompletableFuture<>();
        client(FallbackTest::yesterday, orders -> {}).newWebSocket(get(), new WebSocketListener() {
            @Override
            public void onFailure(WebSocket webSocket, Throwable t, @Nullable Response response) {
                failed.complete(response == null ? 0 : response.code());
            }
        });
        assertThat(failed.get()).isEqualTo(503);
        assertThat(asked).isEmpty();
    }
}
