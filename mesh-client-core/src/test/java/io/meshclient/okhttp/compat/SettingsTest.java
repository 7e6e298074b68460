package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.Mesh;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.MeshTimeoutException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.Verdict;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Authenticator;
import okhttp3.Cache;
import okhttp3.CacheControl;
import okhttp3.Call;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Settings of the wrapped client, and of clients derived from it, reach the attempts. */
class SettingsTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    @TempDir
    Path folder = Path.of("");

    private final MockWebServer server = leaks.server();

    private TestMesh mesh() {
        return new TestMesh(leaks).service("orders", orders -> orders.retry(retry -> retry.enabled(false)), server);
    }

    @ParameterizedTest
    @EnumSource
    void cookiesBelongToTheLogicalHost(How how) throws IOException {
        server.enqueue(Http.answer(200, "", "Set-Cookie: a=b"));
        server.enqueue(Http.ok(""));
        MemoryJar jar = new MemoryJar();
        OkHttpClient client = mesh().client(okhttp -> okhttp.cookieJar(jar));

        how.run(Http.call(client, "http://orders/")).close();
        how.run(Http.call(client, "http://orders/")).close();

        assertThat(jar.cookies).allMatch(cookie -> cookie.domain().equals("orders"));
        assertThat(Http.taken(server).getHeaders().get("Cookie")).isNull();
        assertThat(Http.taken(server).getHeaders().get("Cookie")).isEqualTo("a=b");
    }

    @ParameterizedTest
    @EnumSource
    void cacheHitsTeachNobody(How how) throws IOException {
        server.enqueue(Http.answer(200, "cached", "Cache-Control: max-age=60"));
        try (Cache cache = new Cache(folder.toFile(), 1_000_000)) {
            OkHttpClient client = mesh().client(okhttp -> okhttp.cache(cache));
            assertThat(Http.text(how.run(Http.call(client, "http://orders/")))).isEqualTo("cached");

            Response hit = how.run(Http.call(client, "http://orders/"));

            assertThat(hit.networkResponse()).isNull();
            assertThat(hit.cacheResponse()).isNotNull();
            CallReport report = Objects.requireNonNull(Mesh.reportOf(hit));
            assertThat(report.attempts().get(0).outcome().kind()).isEqualTo(OutcomeKind.CACHE_HIT);
            assertThat(report.attempts().get(0).verdict()).isEqualTo(Verdict.IGNORED);
            assertThat(Http.text(hit)).isEqualTo("cached");
            assertThat(server.getRequestCount()).isEqualTo(1);
        }
    }

    @Test
    void aStaleCacheEntryIsRevalidated() throws IOException {
        server.enqueue(Http.answer(200, "cached", "ETag: v1", "Cache-Control: no-cache"));
        server.enqueue(new MockResponse.Builder().code(304).build());
        try (Cache cache = new Cache(folder.toFile(), 1_000_000)) {
            OkHttpClient client = mesh().client(okhttp -> okhttp.cache(cache));
            assertThat(Http.text(Http.call(client, "http://orders/").execute())).isEqualTo("cached");

            Response response = Http.call(client, "http://orders/").execute();

            assertThat(response.code()).isEqualTo(200);
            assertThat(Objects.requireNonNull(response.networkResponse()).code())
                    .isEqualTo(304);
            assertThat(Http.text(response)).isEqualTo("cached");
            Http.taken(server);
            assertThat(Http.taken(server).getHeaders().get("If-None-Match")).isEqualTo("v1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyIfCachedIsA504WithoutNetwork(How how) throws IOException {
        try (Cache cache = new Cache(folder.toFile(), 1_000_000)) {
            OkHttpClient client = mesh().client(okhttp -> okhttp.cache(cache));
            Request request = Http.get("http://orders/")
                    .newBuilder()
                    .cacheControl(CacheControl.FORCE_CACHE)
                    .build();

            try (Response response = how.run(client.newCall(request))) {
                assertThat(response.code()).isEqualTo(504);
            }
            assertThat(server.getRequestCount()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theAuthenticatorAnswersOnTheSameEndpoint(How how) throws IOException {
        server.enqueue(Http.answer(401, ""));
        server.enqueue(Http.ok("in"));
        Authenticator authenticator = (route, response) -> response.request()
                .newBuilder()
                .header("Authorization", "secret")
                .build();
        OkHttpClient client = mesh().client(okhttp -> okhttp.authenticator(authenticator));

        Response response = how.run(Http.call(client, "http://orders/"));

        assertThat(response.request().header("Authorization")).isEqualTo("secret");
        assertThat(Objects.requireNonNull(response.priorResponse()).code()).isEqualTo(401);
        assertThat(Objects.requireNonNull(Mesh.reportOf(response)).attempts()).hasSize(1);
        assertThat(Http.text(response)).isEqualTo("in");
    }

    @ParameterizedTest
    @EnumSource
    void gzipIsUndoneUnseen(How how) throws IOException {
        Buffer packed = new Buffer();
        try (var sink = Okio.buffer(new GzipSink(packed))) {
            sink.writeUtf8("unpacked");
        }
        server.enqueue(new MockResponse.Builder()
                .body(packed)
                .addHeader("Content-Encoding: gzip")
                .build());

        Response response = how.run(Http.call(mesh().client(), "http://orders/"));

        assertThat(response.header("Content-Encoding")).isNull();
        assertThat(Http.text(response)).isEqualTo("unpacked");
        assertThat(Http.taken(server).getHeaders().get("Accept-Encoding")).contains("gzip");
    }

    @Test
    void theFrontsReadTimeoutCounts() {
        server.enqueue(Http.silence());
        OkHttpClient client = mesh().client(okhttp -> okhttp.readTimeout(Duration.ofMillis(200)));

        assertThatThrownBy(() -> Http.call(client, "http://orders/").execute())
                .isInstanceOfSatisfying(
                        MeshException.class,
                        e -> assertThat(e.report().attempts().get(0).outcome().kind())
                                .isEqualTo(OutcomeKind.RESET))
                .hasStackTraceContaining("SocketTimeoutException");
    }

    @Test
    void aDerivedClientsReadTimeoutCounts() {
        server.enqueue(Http.silence());
        OkHttpClient derived =
                mesh().client().newBuilder().readTimeout(Duration.ofMillis(200)).build();

        assertThatThrownBy(() -> Http.call(derived, "http://orders/").execute())
                .isInstanceOf(MeshException.class)
                .hasStackTraceContaining("SocketTimeoutException");
    }

    @Test
    void aDerivedClientsCookiesCount() throws IOException {
        server.enqueue(Http.answer(200, "", "Set-Cookie: a=b"));
        MemoryJar jar = new MemoryJar();
        OkHttpClient derived = mesh().client().newBuilder().cookieJar(jar).build();

        Http.call(derived, "http://orders/").execute().close();

        assertThat(jar.cookies).hasSize(1);
    }

    @Test
    void anInterceptorsChainSettingsCount() throws IOException {
        server.enqueue(Http.answer(200, "", "Set-Cookie: a=b"));
        server.enqueue(Http.silence());
        MemoryJar jar = new MemoryJar();
        OkHttpClient client = mesh().client(okhttp -> okhttp.addInterceptor(chain -> chain.withCookieJar(jar)
                .withReadTimeout(300, TimeUnit.MILLISECONDS)
                .withWriteTimeout(900, TimeUnit.MILLISECONDS)
                .withConnectTimeout(800, TimeUnit.MILLISECONDS)
                .proceed(chain.request())));

        Http.call(client, "http://orders/").execute().close();
        assertThat(jar.cookies).hasSize(1);
        assertThatThrownBy(() -> Http.call(client, "http://orders/").execute())
                .hasStackTraceContaining("SocketTimeoutException");
    }

    @Test
    void anInterceptorsAuthenticatorAndCacheCount() throws IOException {
        server.enqueue(Http.answer(401, ""));
        server.enqueue(Http.answer(200, "in", "Cache-Control: max-age=60"));
        try (Cache cache = new Cache(folder.toFile(), 1_000_000)) {
            OkHttpClient client = mesh().client(okhttp -> okhttp.addInterceptor(chain -> chain.withCache(cache)
                    .withAuthenticator((route, response) -> response.request()
                            .newBuilder()
                            .header("Authorization", "x")
                            .build())
                    .proceed(chain.request())));

            assertThat(Http.text(Http.call(client, "http://orders/").execute())).isEqualTo("in");
            assertThat(Http.taken(server).getHeaders().get("Authorization")).isNull();
            assertThat(Http.taken(server).getHeaders().get("Authorization")).isEqualTo("x");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFrontsCallTimeoutIsTheMeshsDeadline(How how) {
        server.enqueue(Http.silence());
        OkHttpClient client = mesh().client(okhttp -> okhttp.callTimeout(Duration.ofMillis(300)));

        assertThatThrownBy(() -> how.run(Http.call(client, "http://orders/")))
                .isInstanceOfSatisfying(
                        MeshTimeoutException.class,
                        e -> assertThat(e.report().attempts()).hasSize(1));
    }

    @ParameterizedTest
    @EnumSource
    void theFrontsCallTimeoutCoversTheBody(How how) throws IOException {
        server.enqueue(Http.trickle());
        OkHttpClient client = mesh().client(okhttp -> okhttp.callTimeout(Duration.ofMillis(400)));

        try (Response response = how.run(Http.call(client, "http://orders/"))) {
            assertThatThrownBy(() -> response.body().string()).isInstanceOf(MeshTimeoutException.class);
        }
    }

    @Test
    void aTimeoutSetOnTheCallCounts() {
        server.enqueue(Http.silence());
        Call call = Http.call(mesh().client(), "http://orders/");
        call.timeout().timeout(300, TimeUnit.MILLISECONDS);

        assertThatThrownBy(call::execute).isInstanceOf(MeshTimeoutException.class);
    }

    @Test
    void theMeshsCallTimeoutEndsAtTheHeaders() throws IOException {
        server.enqueue(Http.answer(200, "abcdefghij")
                .newBuilder()
                .throttleBody(1, 60, TimeUnit.MILLISECONDS)
                .build());
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", orders -> orders.callTimeout(Duration.ofMillis(400)), server)
                .client();

        assertThat(Http.text(Http.call(client, "http://orders/").execute())).isEqualTo("abcdefghij");
    }

    @Test
    void upstreams407FailsAsInOkHttp() {
        server.enqueue(Http.answer(407, ""));
        OkHttpClient client = mesh().client();

        assertThatThrownBy(() -> Http.call(client, "http://orders/").execute())
                .hasRootCauseInstanceOf(java.net.ProtocolException.class)
                .hasMessageContaining("407");
    }

    @ParameterizedTest
    @EnumSource
    void aRetryAfterOfZeroIsNoHiddenResend(How how) throws IOException {
        server.enqueue(Http.answer(503, "busy", "Retry-After: 0"));
        server.enqueue(Http.answer(503, "busy", "Retry-After: 99999999999"));
        OkHttpClient client = mesh().client();

        Response first = how.run(client.newCall(Http.post("http://orders/", "x").build()));
        assertThat(first.header("Retry-After")).isEqualTo("0");
        assertThat(Http.text(first)).isEqualTo("busy");
        assertThat(server.getRequestCount()).isEqualTo(1);
        Response second =
                how.run(client.newCall(Http.post("http://orders/", "x").build()));
        assertThat(second.header("Retry-After")).isEqualTo("99999999999");
        assertThat(second.priorResponse()).isNull();
        second.close();
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    /** Keeps everything for everybody. */
    static final class MemoryJar implements CookieJar {
        final List<Cookie> cookies = new ArrayList<>();

        @Override
        public List<Cookie> loadForRequest(HttpUrl url) {
            return cookies.stream().filter(cookie -> cookie.matches(url)).toList();
        }

        @Override
        public void saveFromResponse(HttpUrl url, List<Cookie> received) {
            cookies.addAll(received);
        }
    }
}
