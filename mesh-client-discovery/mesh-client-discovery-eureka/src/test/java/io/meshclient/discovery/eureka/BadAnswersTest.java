package io.meshclient.discovery.eureka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.discovery.Discovery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server may answer instead of a registry: each is told as a failure, and takes no endpoint away. */
class BadAnswersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MockWebServer server = new MockWebServer();
    private final Recorder heard = new Recorder();
    private volatile MockResponse answer = good();

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer;
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aTruncatedBody() {
        assertFails(text(Texts.orders(1, 2).substring(0, 200)), "is not the JSON of a registry");
        assertFails(
                good().newBuilder()
                        .onResponseBody(new SocketEffect.CloseSocket())
                        .build(),
                "it cannot be asked");
    }

    @Test
    void otherTypes() {
        assertFails(text("{\"applications\":{\"application\":[1,2]}}"), "neither an object nor a list");
    }

    @Test
    void aPageForPeople() {
        assertFails(
                new MockResponse.Builder()
                        .code(200)
                        .addHeader("Content-Type", "text/html;charset=UTF-8")
                        .body("<html>Eureka</html>")
                        .build(),
                "text/html, not JSON: is the URL right?");
    }

    @Test
    void statusesThatAreNotOk() {
        assertFails(status(404), "it answers 404: is the URL right?");
        assertFails(status(401), "it answers 401: are username and password right?");
        assertFails(status(403), "it answers 403");
        assertFails(status(500), "it answers 500");
        assertFails(status(204), "it answers 204");
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        try (MockWebServer other = new MockWebServer()) {
            other.start();
            assertFails(
                    new MockResponse.Builder()
                            .code(302)
                            .addHeader("Location", other.url("/eureka/apps").toString())
                            .build(),
                    "a redirect, which is not followed");
            assertThat(other.getRequestCount()).isZero();
        }
    }

    @Test
    void aHugeBodyEvenIfItIsSmallOnTheWire() throws IOException {
        Buffer packed = new Buffer();
        try (okio.BufferedSink sink = Okio.buffer(new GzipSink(packed))) {
            sink.writeUtf8("{\"applications\":{\"x\":\"");
            for (int i = 0; i < 1_100; i++) {
                sink.writeUtf8("a".repeat(1_000));
            }
            sink.writeUtf8("\"}}");
        }
        assertThat(packed.size()).isLessThan(50_000);
        assertFails(
                new MockResponse.Builder()
                        .code(200)
                        .addHeader("Content-Type", "application/json")
                        .addHeader("Content-Encoding", "gzip")
                        .body(packed)
                        .build(),
                "larger than 1 MB (max-answer-megabytes)");
    }

    @Test
    void noServer() {
        Discovery discovery = discovery("http://127.0.0.1:1/eureka");
        discovery.subscribe("orders", heard);
        await().atMost(PATIENCE).until(() -> !heard.failures.isEmpty());
        assertThat(heard.lastFailure()).contains("http://127.0.0.1:1/eureka: it cannot be asked", "ConnectException");
        discovery.close();
    }

    /** First a good answer, then this one, then a good one again. */
    private void assertFails(MockResponse bad, String message) {
        heard.sets.clear();
        heard.failures.clear();
        answer = good();
        try (Discovery discovery = discovery(server.url("/eureka").toString())) {
            discovery.subscribe("orders", heard);
            await().atMost(PATIENCE).until(() -> !heard.sets.isEmpty());
            answer = bad;
            await().atMost(PATIENCE).until(() -> !heard.failures.isEmpty());
            assertThat(heard.lastFailure()).contains(message);
            answer = good();
            await().atMost(PATIENCE).until(() -> heard.sets.size() > 1);
        }
        assertThat(heard.ports()).allMatch(List.of(1, 2)::equals);
    }

    private static Discovery discovery(String url) {
        return EurekaDiscovery.builder()
                .urls(url)
                .interval(Duration.ofMillis(50))
                .delta(false)
                .timeout(Duration.ofSeconds(1))
                .maxAnswerMegabytes(1)
                .build();
    }

    private static MockResponse good() {
        return text(Texts.orders(1, 2));
    }

    private static MockResponse status(int code) {
        return new MockResponse.Builder().code(code).build();
    }

    private static MockResponse text(String body) {
        return new MockResponse.Builder()
                .code(200)
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }
}
