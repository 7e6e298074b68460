package io.meshclient.okhttp.compat;

import static io.meshclient.okhttp.compat.Http.answer;
import static io.meshclient.okhttp.compat.Http.ok;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Cache;
import okhttp3.CacheControl;
import okhttp3.ConnectionSpec;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** Settings of the client, interceptors and TLS. */
final class SettingScenarios {

    private static final MediaType TEXT = MediaType.get("text/plain");
    private static final HeldCertificate HELD = new HeldCertificate.Builder()
            .addSubjectAlternativeName("orders.mesh")
            .build();
    private static final HandshakeCertificates CERTIFICATES = new HandshakeCertificates.Builder()
            .heldCertificate(HELD)
            .addTrustedCertificate(HELD.certificate())
            .build();

    private SettingScenarios() {}

    static Stream<Scenario> all() {
        return Stream.of(settings(), interceptors(), secure()).flatMap(scenarios -> scenarios);
    }

    private static Stream<Scenario> settings() {
        return Stream.of(
                new Scenario("cookies", client -> client.cookieJar(new SettingsTest.MemoryJar()), it -> {
                    it.answers(answer(200, "", "Set-Cookie: a=b", "Set-Cookie: c=d; Path=/x"), ok("a"), ok("a, c"));
                    it.get("/");
                    it.get("/");
                    it.get("/x");
                }),
                new Scenario("a cache", server -> {}, SettingScenarios::cached, it -> {
                    it.answers(answer(200, "kept", "Cache-Control: max-age=60"));
                    it.get("/kept");
                    it.get("/kept");
                    it.run(it.request("/kept").cacheControl(CacheControl.FORCE_CACHE));
                    it.run(it.request("/never").cacheControl(CacheControl.FORCE_CACHE));
                    it.answers(answer(200, "checked", "Cache-Control: no-cache", "ETag: v1"), Scenarios.status(304));
                    it.get("/checked");
                    it.get("/checked");
                    it.answers(ok("posted"));
                    it.run(it.request("/kept").post(RequestBody.EMPTY));
                    it.answers(ok("asked again"));
                    it.get("/kept");
                }),
                new Scenario(
                        "a call timeout that is long enough",
                        client -> client.callTimeout(Duration.ofSeconds(30)),
                        it -> {
                            it.answers(ok("in time")
                                    .newBuilder()
                                    .chunkedBody("in time", 3)
                                    .build());
                            it.get("/");
                        }),
                new Scenario("cleartext forbidden", SettingScenarios::tlsOnly, it -> it.get("/")));
    }

    private static Stream<Scenario> interceptors() {
        return Stream.of(
                new Scenario("interceptors that change requests and answers", SettingScenarios::changing, it -> {
                    it.answers(ok("inside"));
                    it.get("/");
                }),
                new Scenario("an interceptor that answers itself", SettingScenarios::answering, it -> it.get("/")),
                new Scenario("an interceptor that asks again", SettingScenarios::asking, it -> {
                    it.answers(answer(500, "first"), ok("second"));
                    it.get("/");
                }),
                new Scenario("interceptors that fail", SettingScenarios::failingInside, it -> {
                    it.answers(ok("lost"), ok("lost too"));
                    it.run(it.request("/").header("X-Fail", "network"));
                    it.run(it.request("/").header("X-Fail", "application"));
                }));
    }

    private static Stream<Scenario> secure() {
        List<Protocol> clear = List.of(Protocol.H2_PRIOR_KNOWLEDGE);
        return Stream.of(
                new Scenario("TLS and HTTP/2", it -> it.useHttps(CERTIFICATES.sslSocketFactory()), trusting(), it -> {
                    it.answers(ok("get"), answer(302, "", "Location: /x"), ok("post"), Scenarios.status(204));
                    it.answers(answer(421, "misdirected"));
                    it.get("/");
                    it.run(it.request("/").post(Scenarios.unknownLength("some ".repeat(100))));
                    it.get("/");
                    it.get("/");
                }),
                new Scenario(
                        "TLS and HTTP/1.1",
                        server -> server.useHttps(CERTIFICATES.sslSocketFactory()),
                        (client, folder) -> trusting().apply(client, folder).protocols(List.of(Protocol.HTTP_1_1)),
                        it -> {
                            it.answers(ok("one"), ok("two"));
                            it.get("/");
                            it.get("/");
                        }),
                new Scenario(
                        "a certificate that nobody trusts",
                        server -> server.useHttps(CERTIFICATES.sslSocketFactory()),
                        (client, folder) -> client,
                        it -> it.get("/")),
                new Scenario(
                        "cleartext HTTP/2",
                        server -> server.setProtocols(clear),
                        (client, folder) -> client.protocols(clear),
                        it -> {
                            it.answers(new MockResponse.Builder()
                                    .body("with trailers")
                                    .trailers(Headers.of("grpc-status", "0"))
                                    .build());
                            it.get("/");
                            it.answers(FailureScenarios.closing(new SocketEffect.CloseStream(2)));
                            it.get("/");
                            it.answers(ok("the connection lives"));
                            it.get("/");
                        }));
    }

    private static Scenario.Setup trusting() {
        return (client, folder) ->
                client.sslSocketFactory(CERTIFICATES.sslSocketFactory(), CERTIFICATES.trustManager());
    }

    private static OkHttpClient.Builder cached(OkHttpClient.Builder client, java.nio.file.Path folder) {
        return client.cache(new Cache(folder.toFile(), 1_000_000));
    }

    private static OkHttpClient.Builder tlsOnly(OkHttpClient.Builder client) {
        return client.connectionSpecs(List.of(ConnectionSpec.MODERN_TLS));
    }

    private static OkHttpClient.Builder changing(OkHttpClient.Builder client) {
        return client.addInterceptor(chain -> chain.proceed(chain.request()
                                .newBuilder()
                                .url(chain.request().url().resolve("/changed"))
                                .header("X-By", "application")
                                .build())
                        .newBuilder()
                        .header("X-Seen", "application")
                        .build())
                .addNetworkInterceptor(chain -> chain.proceed(chain.request()
                                .newBuilder()
                                .header("X-Network", chain.request().header("Host") + "")
                                .build())
                        .newBuilder()
                        .header("X-Seen", "network")
                        .build());
    }

    private static OkHttpClient.Builder answering(OkHttpClient.Builder client) {
        return client.addInterceptor(chain -> new okhttp3.Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("Made up")
                .body(ResponseBody.create("made up", TEXT))
                .build());
    }

    private static OkHttpClient.Builder asking(OkHttpClient.Builder client) {
        return client.addInterceptor(chain -> {
            chain.proceed(chain.request()).close();
            return chain.proceed(chain.request());
        });
    }

    private static OkHttpClient.Builder failingInside(OkHttpClient.Builder client) {
        return client.addInterceptor(chain -> {
                    try (okhttp3.Response response = chain.proceed(chain.request())) {
                        throw new IOException("from the application interceptor, after " + response.code());
                    }
                })
                .addNetworkInterceptor(chain -> {
                    if ("network".equals(chain.request().header("X-Fail"))) {
                        throw new IOException("from the network interceptor");
                    }
                    return chain.proceed(chain.request());
                });
    }
}
