package io.meshclient.okhttp.compat;

import static io.meshclient.okhttp.compat.Http.answer;
import static io.meshclient.okhttp.compat.Http.ok;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Authenticator;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** What users do with OkHttp: requests, answers, and what OkHttp makes of them itself. */
final class Scenarios {

    private static final MediaType TEXT = MediaType.get("text/plain");

    private Scenarios() {}

    static Stream<Scenario> all() {
        return Stream.of(requests(), answers(), followUps(), SettingScenarios.all(), FailureScenarios.all())
                .flatMap(scenarios -> scenarios);
    }

    private static Stream<Scenario> requests() {
        return Stream.of(
                new Scenario("GET, three times on one connection", it -> {
                    it.answers(answer(200, "one", "X-A: 1", "X-A: 2", "Content-Type: text/plain; charset=utf-8"));
                    it.answers(ok("two"), ok(""));
                    it.get("/a%20b?q=%C3%A4&q=2#fragment");
                    it.get("/");
                    it.get("/");
                }),
                new Scenario("POST, PUT, PATCH, DELETE with a body", it -> {
                    for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
                        it.answers(answer(201, "made", "Location: /1"));
                        it.run(it.request("/").method(method, RequestBody.create("text", TEXT)));
                    }
                }),
                new Scenario("a body of unknown length, and an empty one", it -> {
                    it.answers(ok("a"), ok("b"));
                    it.run(it.request("/").post(unknownLength("some ".repeat(100))));
                    it.run(it.request("/").post(RequestBody.EMPTY));
                }),
                new Scenario("a one-shot body", it -> {
                    it.answers(ok("once"));
                    it.run(it.request("/").post(Http.oneShot("only")));
                }),
                new Scenario("a multipart body, gzipped", it -> {
                    it.answers(ok("parts"));
                    MultipartBody parts = new MultipartBody.Builder("boundary")
                            .addFormDataPart("name", "value")
                            .addFormDataPart("file", "f.txt", RequestBody.create("content", TEXT))
                            .build();
                    it.run(it.request("/").post(parts).gzip());
                }),
                new Scenario("headers of the user's that OkHttp would set", it -> {
                    it.answers(ok("mine"));
                    it.run(it.request("/")
                            .header("Host", "other.example")
                            .header("User-Agent", "mine")
                            .header("Accept-Encoding", "identity")
                            .header("Connection", "close"));
                }),
                new Scenario("Expect: 100-continue, then 417", it -> {
                    it.answers(answer(417, "no")
                            .newBuilder()
                            .doNotReadRequestBody()
                            .build());
                    it.run(it.request("/").header("Expect", "100-continue").post(RequestBody.create("text", TEXT)));
                }),
                new Scenario("Expect: 100-continue, then 100", it -> {
                    it.answers(new MockResponse.Builder()
                            .add100Continue()
                            .body("ok")
                            .build());
                    it.run(it.request("/").header("Expect", "100-continue").post(RequestBody.create("text", TEXT)));
                }));
    }

    private static Stream<Scenario> answers() {
        return Stream.of(
                new Scenario("HEAD, 204, 205 and 304 have no body", it -> {
                    it.answers(answer(200, "")
                            .newBuilder()
                            .setHeader("Content-Length", 12)
                            .build());
                    it.answers(status(204), status(205), status(304));
                    it.run(it.request("/").head());
                    it.get("/");
                    it.get("/");
                    it.get("/");
                }),
                new Scenario("404, 429, 500, 503 and 599 are answers", it -> {
                    for (int code : new int[] {404, 429, 500, 503, 599}) {
                        it.answers(answer(code, "no " + code, "Retry-After: 7"));
                        it.get("/");
                    }
                }),
                new Scenario("chunks and trailers", it -> {
                    it.answers(new MockResponse.Builder()
                            .chunkedBody("chunk by chunk", 4)
                            .trailers(Headers.of("checksum", "7"))
                            .build());
                    it.get("/");
                }),
                new Scenario("gzip", it -> {
                    it.answers(new MockResponse.Builder()
                            .body(gzipped("unpacked"))
                            .addHeader("Content-Encoding: gzip")
                            .build());
                    it.get("/");
                }),
                new Scenario("a megabyte", it -> {
                    it.answers(ok("m".repeat(1_000_000)), ok("next"));
                    it.get("/");
                    it.get("/");
                }),
                new Scenario("Connection: close", it -> {
                    it.answers(answer(200, "last", "Connection: close"), ok("first"));
                    it.get("/");
                    it.get("/");
                }),
                new Scenario("a body that ends with the connection", it -> {
                    it.answers(ok("to the end")
                            .newBuilder()
                            .removeHeader("Content-Length")
                            .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
                            .build());
                    it.get("/");
                }),
                new Scenario("103, then 200", it -> {
                    it.answers(ok("after hints")
                            .newBuilder()
                            .addInformationalResponse(answer(103, "", "Link: </style.css>"))
                            .build());
                    it.get("/");
                }),
                new Scenario("a body that is peeked at, and closed half read", it -> {
                    it.answers(ok("peeked"), ok("half read"), ok("next"));
                    it.run(it.request("/"), (call, response, session) -> {
                        session.saw("peeked " + response.peekBody(3).string());
                        session.saw("read " + response.body().string());
                    });
                    it.run(
                            it.request("/"),
                            (call, response, session) -> session.saw(
                                    "byte " + response.body().source().readByte()));
                    it.get("/");
                }));
    }

    private static Stream<Scenario> followUps() {
        Authenticator secret = (route, response) -> response.request().header("Authorization") != null
                ? null
                : response.request()
                        .newBuilder()
                        .header("Authorization", "secret")
                        .build();
        return Stream.of(
                new Scenario("redirects of a GET", it -> {
                    for (int code : new int[] {300, 301, 302, 303, 307, 308}) {
                        it.answers(answer(code, "go", "Location: /" + code));
                    }
                    it.answers(ok("there"));
                    it.get("/");
                }),
                new Scenario("redirects of a POST", it -> {
                    it.answers(answer(307, "", "Location: /1"), answer(302, "", "Location: /2"), ok("there"));
                    it.run(it.request("/").post(RequestBody.create("text", TEXT)));
                }),
                new Scenario("a redirect of a one-shot body", it -> {
                    it.answers(answer(308, "not again", "Location: /1"));
                    it.run(it.request("/").post(Http.oneShot("only")));
                }),
                new Scenario("too many redirects", it -> {
                    for (int i = 0; i < 21; i++) {
                        it.answers(answer(302, "", "Location: /" + i));
                    }
                    it.get("/");
                }),
                new Scenario("redirects that are not followed", client -> client.followRedirects(false), it -> {
                    it.answers(answer(302, "go", "Location: /1"));
                    it.get("/");
                }),
                new Scenario("a redirect to nowhere", it -> {
                    it.answers(answer(302, "no location"), answer(302, "no scheme of ours", "Location: ftp://x/"));
                    it.get("/");
                    it.get("/");
                }),
                new Scenario("401 without an authenticator", it -> {
                    it.answers(answer(401, "who?", "WWW-Authenticate: Basic realm=\"r\""));
                    it.get("/");
                }),
                new Scenario("401, with an authenticator", client -> client.authenticator(secret), it -> {
                    it.answers(answer(401, "who?"), ok("in"), answer(401, "who?"), answer(401, "not you"));
                    it.get("/");
                    it.run(it.request("/").post(RequestBody.create("text", TEXT)));
                }));
    }

    static MockResponse status(int code) {
        return new MockResponse.Builder().code(code).build();
    }

    private static Buffer gzipped(String text) throws IOException {
        Buffer packed = new Buffer();
        try (BufferedSink sink = Okio.buffer(new GzipSink(packed))) {
            sink.writeUtf8(text);
        }
        return packed;
    }

    static RequestBody unknownLength(String text) {
        return new RequestBody() {
            @Override
            public @Nullable MediaType contentType() {
                return TEXT;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                sink.writeUtf8(text);
            }
        };
    }
}
