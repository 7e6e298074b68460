package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockWebServer;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The user's dispatcher stays the user's; virtual threads work. */
class ThreadsTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final MockWebServer server = leaks.server();

    @Test
    void manyEnqueuedCallsEndThoughTheDispatcherIsSmall() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequestsPerHost(2);
        dispatcher.setMaxRequests(2);
        OkHttpClient client =
                new TestMesh(leaks).service("orders", server).client(okhttp -> okhttp.dispatcher(dispatcher));
        List<CompletableFuture<Response>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            server.enqueue(Http.ok("a"));
            answers.add(How.enqueue(Http.call(client, "http://orders/")).thenApply(response -> {
                response.close();
                return response;
            }));
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer).succeedsWithin(java.time.Duration.ofSeconds(10)));
        await().until(() -> dispatcher.runningCallsCount() == 0);
    }

    @Test
    void theLimitPerHostIsTheUsersAndAttemptsAreNotCounted() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequestsPerHost(1);
        server.enqueue(Http.silence());
        OkHttpClient client =
                new TestMesh(leaks).service("orders", server).client(okhttp -> okhttp.dispatcher(dispatcher));
        CompletableFuture<Response> first = How.enqueue(Http.call(client, "http://orders/"));
        CompletableFuture<Response> second = How.enqueue(Http.call(client, "http://orders/"));
        Http.taken(server);

        assertThat(dispatcher.runningCallsCount()).isEqualTo(1);
        assertThat(dispatcher.queuedCallsCount()).isEqualTo(1);
        dispatcher.cancelAll();

        assertThat(first).failsWithin(java.time.Duration.ofSeconds(2));
        assertThat(second).failsWithin(java.time.Duration.ofSeconds(2));
    }

    @Test
    void theListenerHearsThatACallWaits() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequestsPerHost(1);
        HeardEvents heard = new HeardEvents();
        server.enqueue(Http.ok("a")
                .newBuilder()
                .headersDelay(100, TimeUnit.MILLISECONDS)
                .build());
        server.enqueue(Http.ok("b"));
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", server)
                .client(okhttp -> okhttp.dispatcher(dispatcher).eventListener(heard));

        CompletableFuture<Response> first = How.enqueue(Http.call(client, "http://orders/"));
        CompletableFuture<Response> second = How.enqueue(Http.call(client, "http://orders/"));
        first.join().close();
        second.join().close();

        assertThat(heard.events).containsOnlyOnce("dispatcherQueueStart", "dispatcherQueueEnd");
        assertThat(heard.count("callStart")).isEqualTo(2);
    }

    @Test
    void aShutDownExecutorFailsEnqueueOnly() throws IOException {
        server.enqueue(Http.ok("a"));
        ExecutorService closed = Executors.newSingleThreadExecutor();
        closed.shutdown();
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", server)
                .client(okhttp -> okhttp.dispatcher(new Dispatcher(closed)));

        assertThat(Http.text(Http.call(client, "http://orders/").execute())).isEqualTo("a");
        assertThatThrownBy(() -> How.ENQUEUE.run(Http.call(client, "http://orders/")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("rejected");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreads() throws Exception {
        ExecutorService executor = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        OkHttpClient client = new TestMesh(leaks).service("orders", server).client();
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            server.enqueue(Http.ok("a")
                    .newBuilder()
                    .headersDelay(100, TimeUnit.MILLISECONDS)
                    .build());
            answers.add(executor.submit(
                    () -> Http.text(Http.call(client, "http://orders/").execute())));
        }
        for (Future<String> answer : answers) {
            assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("a");
        }
        executor.shutdown();
    }
}
