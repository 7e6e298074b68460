package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.meshclient.Mesh;
import io.meshclient.observe.CallEnded;
import io.meshclient.observe.CallObserver;
import io.meshclient.observe.CallStarted;
import io.meshclient.observe.MeshObserver;
import io.meshclient.testing.Garbage;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A listener or an interceptor of the user's that throws, at any moment: the caller gets what a plain client gives, the
 * next call works, and nothing is left behind.
 */
class ThrowingTest {

    private static final List<String> GOOD = List.of(
            "callStart",
            "proxySelectStart",
            "proxySelectEnd",
            "dnsStart",
            "dnsEnd",
            "connectStart",
            "connectEnd",
            "connectionAcquired",
            "requestHeadersStart",
            "requestHeadersEnd",
            "requestBodyStart",
            "requestBodyEnd",
            "responseHeadersStart",
            "responseHeadersEnd",
            "followUpDecision",
            "responseBodyStart",
            "responseBodyEnd",
            "connectionReleased",
            "application interceptor",
            "network interceptor before",
            "network interceptor after");
    private static final List<String> BAD = List.of("responseFailed", "retryDecision false", "callFailed");

    /** OkHttp itself loses the connection when a listener throws at one of these, until the garbage collector finds it. */
    private static final List<String> LOSES_CONNECTION =
            List.of("followUpDecision", "responseBodyEnd", "responseFailed");

    private static final String LOST_CONNECTION = "closed by its peer only";

    /** Held for good: of a call that is collected before its body's end OkHttp logs a leak, into whichever test runs. */
    private static final List<Call> HELD = new CopyOnWriteArrayList<>();

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    static Stream<Arguments> listeners() {
        return Stream.concat(GOOD.stream(), BAD.stream())
                .flatMap(event -> Stream.of(How.values())
                        .flatMap(how -> Stream.of(true, false).map(error -> Arguments.of(event, how, error))));
    }

    @ParameterizedTest(name = "at {0}, {1}, error {2}")
    @MethodSource("listeners")
    void aListenerThatThrows(String event, How how, boolean error) throws Exception {
        List<String> plain = play(event, how, error, false);
        List<String> wrapped = play(event, how, error, true);

        assertThat(wrapped).isEqualTo(plain);
    }

    private List<String> play(String event, How how, boolean error, boolean inMesh) throws Exception {
        if (LOSES_CONNECTION.contains(event)) {
            leaks.expect(LOST_CONNECTION);
        }
        MockWebServer server = leaks.server();
        AtomicBoolean armed = new AtomicBoolean(true);
        Consumer<String> trap = reached -> {
            if (reached.equals(event) && armed.getAndSet(false)) {
                throwAt(event, error);
            }
        };
        Uncaught uncaught = new Uncaught();
        OkHttpClient plain = leaks.client(new OkHttpClient.Builder()
                .dispatcher(new Dispatcher(uncaught))
                .dns(host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})))
                .retryOnConnectionFailure(false)
                .eventListener(new HeardEvents(trap))
                .addInterceptor(chain -> {
                    trap.accept("application interceptor");
                    return chain.proceed(chain.request());
                })
                .addNetworkInterceptor(chain -> {
                    HELD.add(chain.call());
                    trap.accept("network interceptor before");
                    Response response = chain.proceed(chain.request());
                    trap.accept("network interceptor after");
                    return response;
                })
                .build());
        OkHttpClient client = inMesh
                ? new TestMesh(leaks)
                        .service("orders", orders -> orders.retry(retry -> retry.enabled(false)), server)
                        .build()
                        .wrap(plain)
                : plain;
        server.enqueue(
                BAD.contains(event)
                        ? new MockResponse.Builder()
                                .onResponseStart(new SocketEffect.CloseSocket())
                                .build()
                        : Http.ok("answer")); // perhaps to nobody: the server may have seen the first request, or not
        List<String> seen = new ArrayList<>();
        seen.add(call(client, how, server));
        server.enqueue(Http.ok("answer"));
        server.enqueue(Http.ok("answer"));
        seen.add(call(client, how, server));
        uncaught.end();
        seen.addAll(uncaught.heard);
        return seen;
    }

    /** Cut off in its body, so that its failure is told while the caller reads. */
    @ParameterizedTest
    @EnumSource
    void aListenerThatThrowsWhenABodyFails(How how) throws IOException {
        leaks.expect(LOST_CONNECTION);
        MockWebServer server = leaks.server();
        server.enqueue(Http.ok("half and half")
                .newBuilder()
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
        HeardEvents heard = new HeardEvents(event -> {
            if (event.equals("responseFailed")) {
                throw new IllegalStateException("at " + event);
            }
        });
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", server)
                .client(okhttp -> okhttp.eventListener(heard).addNetworkInterceptor(chain -> {
                    HELD.add(chain.call());
                    return chain.proceed(chain.request());
                }));

        try (Response response = how.run(Http.call(client, "http://orders/"))) {
            assertThatThrownBy(() -> response.body().string()).hasMessage("at responseFailed");
        }
    }

    /**
     * The one difference: the call ends before its body, and OkHttp loses the response when the end of the call throws.
     * It comes back with the garbage collector.
     */
    @Test
    void aListenerThatThrowsAtTheEndOfTheCall() throws IOException {
        MockWebServer server = leaks.server();
        server.enqueue(Http.ok("lost"));
        server.enqueue(Http.ok("second"));
        AtomicBoolean armed = new AtomicBoolean(true);
        Mesh mesh = new TestMesh(leaks).service("orders", server).build();
        OkHttpClient client = mesh.wrap(leaks.client(new OkHttpClient.Builder()
                .eventListener(new EventListener() {
                    @Override
                    public void callEnd(Call call) {
                        if (armed.getAndSet(false)) {
                            throw new IllegalStateException("at callEnd");
                        }
                    }
                })
                .build()));

        assertThatThrownBy(() -> Http.call(client, "http://orders/").execute()).hasMessage("at callEnd");

        Garbage.collectedUntil(
                () -> assertThat(mesh.view().service("orders").callsInFlight()).isZero());
        assertThat(Http.text(Http.call(client, "http://orders/").execute())).isEqualTo("second");
        await().until(() -> leaks.complaints().toString().contains("was leaked")); // OkHttp says so, too
    }

    @Test
    void observersHearTheEndThoughTheListenerThrows() {
        MockWebServer server = leaks.server();
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        List<String> ends = new CopyOnWriteArrayList<>();
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", orders -> orders.retry(retry -> retry.enabled(false)), server)
                .with(mesh -> mesh.observer(new MeshObserver() {
                    @Override
                    public CallObserver callStarted(CallStarted started) {
                        return new CallObserver() {
                            @Override
                            public void callEnded(CallEnded event) {
                                ends.add(String.valueOf(event.failure()));
                            }
                        };
                    }
                }))
                .client(okhttp -> okhttp.eventListener(new HeardEvents(event -> {
                    if (event.equals("retryDecision false")) {
                        throw new IllegalStateException("at " + event);
                    }
                })));

        assertThatThrownBy(() -> Http.call(client, "http://orders/").execute()).hasMessage("at retryDecision false");

        assertThat(ends).containsExactly("java.lang.IllegalStateException: at retryDecision false");
    }

    private static void throwAt(String event, boolean error) {
        if (error) {
            throw new AssertionError("at " + event);
        }
        throw new IllegalStateException("at " + event);
    }

    private static String call(OkHttpClient client, How how, MockWebServer server) {
        String answer = "";
        try (Response response = how.run(client.newCall(
                Http.post("http://orders:" + server.getPort() + "/", "text").build()))) {
            answer = "answered " + response.code();
            return answer + " " + response.body().string();
        } catch (Throwable t) {
            return answer + " " + (t.getCause() == null ? t : t.getCause());
        }
    }

    /** Hears what leaves a dispatcher's task, which is nobody's to catch. */
    private static final class Uncaught extends ThreadPoolExecutor {
        final List<String> heard = new CopyOnWriteArrayList<>();

        Uncaught() {
            super(0, 9, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "dispatcher");
                thread.setDaemon(true);
                thread.setUncaughtExceptionHandler((dead, failure) -> {});
                return thread;
            });
        }

        @Override
        protected void afterExecute(Runnable task, @Nullable Throwable failure) {
            if (failure != null) {
                heard.add("uncaught " + failure);
            }
        }

        void end() throws InterruptedException {
            shutdown();
            assertThat(awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
