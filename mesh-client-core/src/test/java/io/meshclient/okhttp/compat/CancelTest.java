package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.meshclient.Mesh;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockWebServer;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cancelling at any moment, from another thread, ends the call at once. */
class CancelTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final MockWebServer server = leaks.server();

    private OkHttpClient client(Mesh mesh) {
        return mesh.wrap(leaks.client(
                new OkHttpClient.Builder().connectTimeout(Duration.ofSeconds(9)).build()));
    }

    private Mesh mesh() {
        return new TestMesh(leaks).service("orders", server).build();
    }

    /** A back-off is drawn at random below this: so long that one too short to be seen is a matter of years. */
    private static final Duration LONG_BACK_OFF = Duration.ofHours(10);

    private static void awaitAttempt(Mesh mesh) {
        await().until(() -> mesh.view().service("orders").endpoints().get(0).inFlight() == 1);
    }

    private static void assertCanceled(CompletableFuture<Response> answer) {
        assertThat(answer)
                .failsWithin(AT_ONCE)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(IOException.class)
                .withMessageContaining("Canceled");
    }

    /** Runs a call either way; an executed one on a thread of its own. */
    private static CompletableFuture<Response> start(How how, Call call) {
        if (how == How.ENQUEUE) {
            return How.enqueue(call);
        }
        CompletableFuture<Response> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(call.execute());
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return answer;
    }

    @ParameterizedTest
    @EnumSource
    void before(How how) {
        Call call = Http.call(client(mesh()), "http://orders/");
        call.cancel();

        assertThat(call.isCanceled()).isTrue();
        assertCanceled(start(how, call));
        assertThat(server.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whileWaitingForHeaders(How how) {
        server.enqueue(Http.silence());
        Mesh mesh = mesh();
        Call call = Http.call(client(mesh), "http://orders/");
        CompletableFuture<Response> answer = start(how, call);
        Http.taken(server);

        call.cancel();

        assertCanceled(answer);
    }

    @ParameterizedTest
    @EnumSource
    void whileConnecting(How how) throws IOException {
        try (FullServer full = new FullServer()) {
            Mesh mesh = new TestMesh(leaks)
                    .with(builder -> builder.service("orders", orders -> orders.endpoints(full.endpoint())))
                    .build();
            Call call = Http.call(client(mesh), "http://orders/");
            CompletableFuture<Response> answer = start(how, call);
            awaitAttempt(mesh);

            call.cancel();

            assertCanceled(answer);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whileTheBodyIsRead(How how) throws IOException {
        server.enqueue(Http.trickle());
        Mesh mesh = mesh();
        Call call = Http.call(client(mesh), "http://orders/");
        try (Response response = how.run(call)) {
            assertThat(response.body().source().readByte()).isEqualTo((byte) 'x');
            long start = System.nanoTime();

            Thread canceller = new Thread(call::cancel);
            canceller.start();

            assertThatThrownBy(() -> response.body().string()).isInstanceOf(IOException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
        }
        await().until(() -> mesh.view().service("orders").endpoints().get(0).inFlight() == 0);
    }

    @ParameterizedTest
    @EnumSource
    void inBackOff(How how) {
        server.enqueue(Http.answer(503, "busy"));
        Mesh mesh = new TestMesh(leaks)
                .service(
                        "orders",
                        orders -> orders.callTimeout(Duration.ZERO)
                                .retry(retry -> retry.base(LONG_BACK_OFF).max(LONG_BACK_OFF)),
                        server,
                        server)
                .build();
        Call call = Http.call(client(mesh), "http://orders/");
        CompletableFuture<Response> answer = start(how, call);
        Http.taken(server);
        await().pollDelay(Duration.ofMillis(100)).until(() -> !answer.isDone());

        call.cancel();

        assertThat(answer).failsWithin(AT_ONCE);
    }

    @Test
    void byTheDispatcher() {
        server.enqueue(Http.silence());
        server.enqueue(Http.silence());
        OkHttpClient client = client(mesh());
        CompletableFuture<Response> enqueued = start(How.ENQUEUE, Http.call(client, "http://orders/"));
        CompletableFuture<Response> executed = start(How.EXECUTE, Http.call(client, "http://orders/"));
        Http.taken(server);
        Http.taken(server);
        assertThat(client.dispatcher().runningCallsCount()).isEqualTo(2); // attempts are not counted

        client.dispatcher().cancelAll();

        assertCanceled(enqueued);
        assertCanceled(executed);
    }

    @Test
    void cancellingAfterTheBodyWasReadKeepsTheConnection() throws IOException {
        server.enqueue(Http.ok("a"));
        server.enqueue(Http.ok("b"));
        OkHttpClient client = client(mesh());
        Call call = Http.call(client, "http://orders/");
        Http.text(call.execute());

        call.cancel();
        Http.text(Http.call(client, "http://orders/").execute());

        Http.taken(server);
        assertThat(Http.taken(server).getConnectionIndex()).isZero();
    }

    @Test
    void anInterruptInBackOffEndsTheCallAndKeepsTheFlag() throws InterruptedException {
        server.enqueue(Http.answer(503, "busy"));
        Mesh mesh = new TestMesh(leaks)
                .service(
                        "orders",
                        orders -> orders.callTimeout(Duration.ZERO)
                                .retry(retry -> retry.base(LONG_BACK_OFF).max(LONG_BACK_OFF)),
                        server,
                        server)
                .build();
        Call call = Http.call(client(mesh), "http://orders/");
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try (Response response = call.execute()) {
                flag.complete(response.isSuccessful());
            } catch (InterruptedIOException e) {
                flag.complete(Thread.currentThread().isInterrupted());
            } catch (IOException e) {
                flag.completeExceptionally(e);
            }
        });
        thread.start();
        Http.taken(server);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);

        thread.interrupt();
        thread.join(TimeUnit.SECONDS.toMillis(5));

        assertThat(flag).isCompletedWithValue(true);
    }

    @Test
    void aCallRunsOnceAndItsCloneAgain() throws IOException {
        server.enqueue(Http.ok("a"));
        server.enqueue(Http.ok("b"));
        Call call = Http.call(client(mesh()), "http://orders/");

        assertThat(call.isExecuted()).isFalse();
        assertThat(Http.text(call.execute())).isEqualTo("a");
        assertThat(call.isExecuted()).isTrue();
        assertThatThrownBy(call::execute).isInstanceOf(IllegalStateException.class);
        assertThat(Http.text(call.clone().execute())).isEqualTo("b");
        assertThat(call.request().url()).hasToString("http://orders/");
    }
}
