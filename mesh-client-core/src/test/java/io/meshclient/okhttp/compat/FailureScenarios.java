package io.meshclient.okhttp.compat;

import static io.meshclient.okhttp.compat.Http.answer;
import static io.meshclient.okhttp.compat.Http.ok;
import static io.meshclient.okhttp.compat.Http.silence;
import static io.meshclient.okhttp.compat.Http.trickle;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Servers that break off, time that runs out, users who change their mind. */
final class FailureScenarios {

    private static final MediaType TEXT = MediaType.get("text/plain");

    private FailureScenarios() {}

    static Stream<Scenario> all() {
        return Stream.concat(failures(), times());
    }

    private static Stream<Scenario> failures() {
        return Stream.of(
                new Scenario("a body that fails while it is written", it -> {
                    it.answers(ok("never"));
                    it.run(it.request("/").post(failing()));
                    it.awaitRequests(1);
                }),
                new Scenario("nobody listens", it -> {
                    it.server().close();
                    it.get("/");
                }),
                new Scenario("the server hangs up instead of answering", it -> {
                    it.answers(closing(new SocketEffect.CloseSocket()));
                    it.run(it.request("/").post(RequestBody.create("text", TEXT)));
                }),
                new Scenario("no HTTP", it -> {
                    it.answers(ok("?").newBuilder().status("SSH-2.0-OpenSSH").build());
                    it.get("/");
                }),
                new Scenario("a body cut off", it -> {
                    it.answers(ok("half and half")
                            .newBuilder()
                            .onResponseBody(new SocketEffect.CloseSocket())
                            .build());
                    it.get("/");
                }),
                new Scenario("a 204 with a body", it -> {
                    it.answers(answer(204, "should not be"));
                    it.get("/");
                }),
                new Scenario("cancelled before, and while the body is read", it -> {
                    it.run(it.request("/"), call -> {
                        call.cancel();
                        return call;
                    });
                    it.answers(trickle());
                    it.run(it.request("/"), (call, response, session) -> {
                        response.body().source().readByte();
                        call.cancel();
                        response.body().string();
                    });
                }));
    }

    private static Stream<Scenario> times() {
        return Stream.of(
                new Scenario("no headers within the read timeout", client -> client.readTimeout(millis(150)), it -> {
                    it.answers(silence());
                    it.get("/");
                }),
                new Scenario("no body within the read timeout", client -> client.readTimeout(millis(150)), it -> {
                    it.answers(ok("late")
                            .newBuilder()
                            .bodyDelay(5, TimeUnit.SECONDS)
                            .build());
                    it.get("/");
                }),
                new Scenario("no headers within the call timeout", client -> client.callTimeout(millis(150)), it -> {
                    it.answers(silence());
                    it.get("/");
                }),
                new Scenario("no body within the call timeout", client -> client.callTimeout(millis(300)), it -> {
                    it.answers(trickle());
                    it.get("/");
                }));
    }

    static MockResponse closing(SocketEffect how) {
        return new MockResponse.Builder().onResponseStart(how).build();
    }

    private static RequestBody failing() {
        return new RequestBody() {
            @Override
            public @Nullable MediaType contentType() {
                return null;
            }

            @Override
            public long contentLength() {
                return 100;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                sink.writeUtf8("half").flush();
                throw new IOException("the user's own body failed");
            }
        };
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
