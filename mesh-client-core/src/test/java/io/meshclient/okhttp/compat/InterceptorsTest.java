package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.Mesh;
import io.meshclient.outcome.CallReport;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.net.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Interceptors, listeners, tags, and what a response says of its origin. */
class InterceptorsTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final MockWebServer first = leaks.server();
    private final MockWebServer second = leaks.server();
    private final HeardEvents heard = new HeardEvents();

    private TestMesh mesh() {
        return new TestMesh(leaks).service("orders", first, second);
    }

    private void failThenAnswer() {
        for (MockWebServer server : List.of(first, second)) {
            server.enqueue(Http.answer(503, "busy"));
            server.enqueue(Http.ok("done"));
        }
        // whoever is asked first says no, the other too: two retries at most, round robin comes back
    }

    @ParameterizedTest
    @EnumSource
    void applicationOnesRunOnceNetworkOnesPerAttempt(How how) throws IOException {
        failThenAnswer();
        AtomicInteger application = new AtomicInteger();
        AtomicInteger network = new AtomicInteger();
        List<Connection> connections = new CopyOnWriteArrayList<>();
        OkHttpClient client = mesh().with(builder -> builder.defaults(it -> it.retry(retry -> retry.maxRetries(3))))
                .client(okhttp -> okhttp.addInterceptor(chain -> {
                            application.incrementAndGet();
                            assertThat(chain.connection()).isNull();
                            assertThat(chain.request().url()).hasToString("http://orders/");
                            return chain.proceed(chain.request()
                                    .newBuilder()
                                    .header("X-By", "application")
                                    .build());
                        })
                        .addNetworkInterceptor(chain -> {
                            network.incrementAndGet();
                            connections.add(Objects.requireNonNull(chain.connection()));
                            return chain.proceed(chain.request());
                        }));

        Response response = how.run(Http.call(client, "http://orders/"));

        CallReport report = Objects.requireNonNull(Mesh.reportOf(response));
        assertThat(Http.text(response)).isEqualTo("done");
        assertThat(application).hasValue(1);
        assertThat(network).hasValue(report.attempts().size()).hasValueGreaterThan(1);
        assertThat(connections).doesNotContainNull();
        assertThat(Http.taken(first).getHeaders().get("X-By")).isEqualTo("application");
    }

    @ParameterizedTest
    @EnumSource
    void theReportTellsEveryAttempt(How how) throws IOException {
        failThenAnswer();
        OkHttpClient client = mesh().with(builder -> builder.defaults(it -> it.retry(retry -> retry.maxRetries(3))))
                .client();

        Response response = how.run(Http.call(client, "http://orders/"));

        CallReport report = Objects.requireNonNull(Mesh.reportOf(response));
        response.close();
        assertThat(report.service()).isEqualTo("orders");
        assertThat(report.attempts().get(0).outcome().status()).isEqualTo(503);
        assertThat(report.attempts().get(report.retries()).outcome().status()).isEqualTo(200);
        assertThat(report.attempts())
                .allMatch(attempt -> List.of(TestMesh.hostPort(first), TestMesh.hostPort(second))
                        .contains(attempt.endpoint()));
    }

    @Test
    void metadataIsAsOkHttpGivesIt() throws IOException {
        first.enqueue(Http.ok("a"));
        second.enqueue(Http.ok("a"));
        Request request = Http.get("http://orders/x")
                .newBuilder()
                .tag(String.class, "mine")
                .build();

        Response response = mesh().with(
                        builder -> builder.defaults(it -> it.deadline(deadline -> deadline.send(false))))
                .client()
                .newCall(request)
                .execute();

        assertThat(response.request().url()).isEqualTo(request.url());
        assertThat(response.request().headers()).isEqualTo(request.headers());
        assertThat(response.request().tag(String.class)).isEqualTo("mine");
        Response network = Objects.requireNonNull(response.networkResponse());
        assertThat(network.request().header("Host")).isEqualTo("orders");
        assertThat(network.code()).isEqualTo(200);
        assertThat(response.cacheResponse()).isNull();
        assertThat(response.priorResponse()).isNull();
        assertThat(response.sentRequestAtMillis()).isPositive();
        assertThat(response.receivedResponseAtMillis()).isGreaterThanOrEqualTo(response.sentRequestAtMillis());
        response.close();
    }

    @Test
    void aCallsTagsAreSeenByApplicationInterceptors() throws IOException {
        first.enqueue(Http.ok("a"));
        second.enqueue(Http.ok("a"));
        AtomicReference<String> seen = new AtomicReference<>();
        AtomicReference<Call> by = new AtomicReference<>();
        AtomicReference<Call> inside = new AtomicReference<>();
        OkHttpClient client = mesh().client(okhttp -> okhttp.addInterceptor(chain -> {
                    seen.set(chain.call().tag(String.class));
                    by.set(chain.call());
                    return chain.proceed(chain.request());
                })
                .addNetworkInterceptor(chain -> {
                    inside.set(chain.call());
                    return chain.proceed(chain.request());
                }));
        Call call = Http.call(client, "http://orders/");
        assertThat(call.tag(String.class, () -> "tag")).isEqualTo("tag");

        call.execute().close();

        assertThat(seen).hasValue("tag");
        assertThat(by.get()).isSameAs(call);
        assertThat(inside.get()).isNotNull().isNotSameAs(call);
        assertThat(inside.get().tag(String.class)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void theListenerHearsTheCallOnceAndAttemptsAsParts(How how) throws IOException {
        failThenAnswer();
        OkHttpClient client = mesh().with(builder -> builder.defaults(it -> it.retry(retry -> retry.maxRetries(3))))
                .client(okhttp -> okhttp.eventListener(heard));
        Call call = Http.call(client, "http://orders/");

        Response response = how.run(call);
        int attempts =
                Objects.requireNonNull(Mesh.reportOf(response)).attempts().size();
        Http.text(response);

        assertThat(heard.count("callStart")).isEqualTo(1);
        assertThat(heard.count("callEnd")).isEqualTo(1);
        assertThat(heard.count("callFailed")).isZero();
        assertThat(heard.count("dispatcherQueueStart")).isZero(); // it need not wait
        for (String event : List.of(
                "connectionAcquired",
                "connectionReleased",
                "requestHeadersStart",
                "requestHeadersEnd",
                "responseHeadersStart",
                "responseHeadersEnd",
                "responseBodyStart",
                "responseBodyEnd")) {
            assertThat(heard.count(event)).as(event).isEqualTo(attempts);
        }
        for (String event : List.of("dnsStart", "dnsEnd", "connectStart", "connectEnd")) {
            assertThat(heard.count(event)).as(event).isBetween(1L, 2L);
        }
        assertThat(heard.told).contains("dnsStart orders", "dnsEnd orders [127.0.0.1]");
        assertThat(heard.count("followUpDecision")).isEqualTo(1);
        assertThat(heard.calls).allMatch(it -> it == call);
    }

    @Test
    void theFactoryOfADerivedClientIsHeard() throws IOException {
        first.enqueue(Http.ok(""));
        second.enqueue(Http.ok(""));
        OkHttpClient derived = mesh().client().newBuilder().eventListener(heard).build();

        Http.call(derived, "http://orders/").execute().close();

        assertThat(heard.count("callStart")).isEqualTo(1);
        assertThat(heard.count("responseHeadersEnd")).isEqualTo(1);
    }

    @Test
    void aListenerOfOneCallIsHeard() throws IOException {
        first.enqueue(Http.ok(""));
        second.enqueue(Http.ok(""));
        Call call = Http.call(mesh().client(), "http://orders/");
        call.addEventListener(heard);

        call.execute().close();

        assertThat(heard.count("callStart")).isEqualTo(1);
        assertThat(heard.count("callEnd")).isEqualTo(1);
        assertThat(heard.count("responseHeadersEnd")).isEqualTo(1);
    }

    @Test
    void theListenerHearsBodiesAndFollowUps() throws IOException {
        first.enqueue(Http.answer(307, "", "Location: /y"));
        first.enqueue(Http.ok(""));
        OkHttpClient client =
                new TestMesh(leaks).service("orders", first).client(okhttp -> okhttp.eventListener(heard));

        client.newCall(Http.post("http://orders/", "hello").build()).execute().close();

        assertThat(heard.count("requestBodyStart")).isEqualTo(2);
        assertThat(heard.count("requestBodyEnd")).isEqualTo(2);
        assertThat(heard.count("followUpDecision")).isEqualTo(2);
        assertThat(heard.count("followUpDecision next")).isEqualTo(1);
    }

    @Test
    void theListenerHearsFailuresAndRetryDecisions() {
        first.enqueue(Http.ok("")
                .newBuilder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", orders -> orders.retry(retry -> retry.enabled(false)), first)
                .client(okhttp -> okhttp.eventListener(heard));

        assertThatThrownBy(() -> Http.call(client, "http://orders/").execute()).isInstanceOf(IOException.class);

        assertThat(heard.count("callFailed")).isEqualTo(1);
        assertThat(heard.count("responseFailed")).isEqualTo(1);
        assertThat(heard.count("retryDecision false")).isEqualTo(1);
    }

    @Test
    void theListenerHearsConnectFailuresAndThatTheMeshGoesOn() throws IOException {
        second.enqueue(Http.ok("second"));
        second.enqueue(Http.ok("second"));
        OkHttpClient client = mesh().client(okhttp -> okhttp.eventListener(heard));
        first.close();

        Http.text(Http.call(client, "http://orders/").execute());
        Http.text(Http.call(client, "http://orders/").execute());

        assertThat(heard.count("connectFailed")).isEqualTo(1);
        assertThat(heard.count("retryDecision true")).isEqualTo(1);
        assertThat(heard.count("callFailed")).isZero();
    }

    @Test
    void theListenerHearsFailedRequests() {
        first.enqueue(Http.ok("")
                .newBuilder()
                .onRequestBody(new SocketEffect.CloseSocket())
                .build());
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", orders -> orders.retry(retry -> retry.enabled(false)), first)
                .client(okhttp -> okhttp.eventListener(heard));
        Request big = Http.post("http://orders/", "x".repeat(32_000_000)).build();

        assertThatThrownBy(() -> client.newCall(big).execute()).isInstanceOf(IOException.class);

        assertThat(heard.count("requestFailed")).isEqualTo(1);
        assertThat(heard.count("callFailed")).isEqualTo(1);
    }

    /** OkHttp tells of the choice even where there is none. */
    @Test
    void theListenerHearsThatNoProxyIsUsed() throws IOException {
        first.enqueue(Http.ok(""));
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", first)
                .client(okhttp -> okhttp.eventListener(heard).proxy(second.getProxyAddress()));

        Http.call(client, "http://orders/").execute().close();

        assertThat(heard.told)
                .contains(
                        "proxySelectStart http://orders/", "proxySelectEnd http://orders/ " + List.of(Proxy.NO_PROXY));
        assertThat(second.getRequestCount()).isZero();
    }

    @Test
    void listenersThatWereJoinedHearTheSame() throws IOException {
        first.enqueue(Http.ok(""));
        HeardEvents other = new HeardEvents();
        OkHttpClient client =
                new TestMesh(leaks).service("orders", first).client(okhttp -> okhttp.eventListener(heard.plus(other)));

        Http.text(Http.call(client, "http://orders/").execute());

        assertThat(heard.told).contains("responseHeadersEnd 200", "callEnd").isEqualTo(other.told);
    }

    @Test
    void theListenerHearsACancel() {
        Call call = Http.call(mesh().client(okhttp -> okhttp.eventListener(heard)), "http://orders/");

        call.cancel();
        assertThatThrownBy(call::execute).isInstanceOf(IOException.class);

        assertThat(heard.count("canceled")).isEqualTo(1);
        assertThat(heard.count("callFailed")).isEqualTo(1);
    }

    @Test
    void theListenerHearsTheCacheAndBodyFailures(@org.junit.jupiter.api.io.TempDir java.nio.file.Path folder)
            throws IOException {
        first.enqueue(Http.answer(200, "cached", "Cache-Control: max-age=60"));
        first.enqueue(Http.answer(200, "etag", "Cache-Control: no-cache", "ETag: 1"));
        first.enqueue(Http.answer(304, ""));
        first.enqueue(Http.answer(200, "half and half", "Cache-Control: no-store")
                .newBuilder()
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
        try (okhttp3.Cache cache = new okhttp3.Cache(folder.toFile(), 1_000_000)) {
            OkHttpClient client = new TestMesh(leaks)
                    .service("orders", first)
                    .client(okhttp -> okhttp.eventListener(heard).cache(cache));

            Http.text(Http.call(client, "http://orders/").execute());
            Http.text(Http.call(client, "http://orders/").execute());
            Http.text(Http.call(client, "http://orders/e").execute());
            Http.text(Http.call(client, "http://orders/e").execute());
            client.newCall(Http.get("http://orders/never")
                            .newBuilder()
                            .cacheControl(okhttp3.CacheControl.FORCE_CACHE)
                            .build())
                    .execute()
                    .close();
            try (Response response = Http.call(client, "http://orders/half").execute()) {
                assertThatThrownBy(() -> response.body().string()).isInstanceOf(IOException.class);
            }
        }

        assertThat(heard.count("cacheMiss")).isGreaterThanOrEqualTo(2L);
        assertThat(heard.count("cacheHit")).isGreaterThanOrEqualTo(1L);
        assertThat(heard.count("cacheConditionalHit")).isEqualTo(1);
        assertThat(heard.count("satisfactionFailure")).isEqualTo(1);
        assertThat(heard.count("responseFailed")).isEqualTo(1);
    }

    @Test
    void wrappingTwiceIsRefused() {
        Mesh mesh = mesh().build();
        OkHttpClient wrapped = mesh.wrap(leaks.client(new OkHttpClient()));

        assertThatThrownBy(() -> mesh.wrap(wrapped)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mesh.wrap(wrapped.newBuilder().build())).isInstanceOf(IllegalArgumentException.class);
    }
}
