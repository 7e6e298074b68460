package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.Mesh;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies of every kind, in both directions. */
class StreamsTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final MockWebServer server = leaks.server();

    private OkHttpClient client() {
        return new TestMesh(leaks).service("orders", server).client();
    }

    @ParameterizedTest
    @EnumSource
    void aOneShotBodyIsWrittenOnce(How how) throws IOException {
        server.enqueue(Http.ok("thanks"));
        Request request = new Request.Builder()
                .url("http://orders/")
                .post(Http.oneShot("once"))
                .build();

        assertThat(Http.text(how.run(client().newCall(request)))).isEqualTo("thanks");

        assertThat(Objects.requireNonNull(Http.taken(server).getBody()).utf8()).isEqualTo("once");
    }

    @Test
    void duplexOverHttp2IsNotCutByTheCallTimeout() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        MockWebServer duplex = leaks.server(it -> it.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));
        duplex.enqueue(new MockResponse.Builder()
                .clearHeaders()
                .socketHandler(socket -> {
                    try (BufferedSink sink = Okio.buffer(socket.getSink());
                            BufferedSource source = Okio.buffer(socket.getSource())) {
                        String line = source.readUtf8Line();
                        sink.writeUtf8("answer to " + line + "\n").flush();
                        answered.countDown();
                        sink.writeUtf8("then " + source.readUtf8Line() + "\n");
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .build());
        DuplexBody body = new DuplexBody();
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", orders -> orders.callTimeout(Duration.ofMillis(700)), duplex)
                .client(okhttp -> okhttp.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));

        try (Response response = client.newCall(
                        new Request.Builder().url("http://orders/").post(body).build())
                .execute()) {
            BufferedSink sink = body.sinks.take();
            sink.writeUtf8("one\n").flush();
            assertThat(response.body().source().readUtf8Line()).isEqualTo("answer to one");
            assertThat(answered.await(2, TimeUnit.SECONDS)).isTrue();
            assertThat(new CountDownLatch(1).await(900, TimeUnit.MILLISECONDS)).isFalse(); // beyond the call timeout
            sink.writeUtf8("two\n");
            sink.close();
            assertThat(response.body().source().readUtf8Line()).isEqualTo("then two");
        }
    }

    @Test
    void serverSentEventsOutliveTheCallTimeout() throws InterruptedException {
        server.enqueue(Http.answer(200, "data: 1\n\ndata: 2\n\ndata: 3\n\n", "Content-Type: text/event-stream")
                .newBuilder()
                .throttleBody(9, 300, TimeUnit.MILLISECONDS)
                .build());
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", server)
                .client(okhttp -> okhttp.callTimeout(Duration.ofMillis(500)));
        Events events = new Events();

        EventSources.createFactory(client).newEventSource(Http.get("http://orders/"), events);

        assertThat(events.next()).isEqualTo("1");
        assertThat(events.next()).isEqualTo("2");
        assertThat(events.next()).isEqualTo("3");
        assertThat(events.next()).isEqualTo("closed");
    }

    @Test
    void serverSentEventsEndAtOnceWhenCancelled() throws InterruptedException {
        server.enqueue(Http.answer(200, "data: 1\n\n" + "data: 2\n\n".repeat(100), "Content-Type: text/event-stream")
                .newBuilder()
                .throttleBody(9, 5, TimeUnit.SECONDS)
                .build());
        Events events = new Events();
        EventSource source = EventSources.createFactory(client()).newEventSource(Http.get("http://orders/"), events);
        assertThat(events.next()).isEqualTo("1");
        long start = System.nanoTime();

        source.cancel();

        assertThat(events.next()).isEqualTo("failed");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"GET, 204", "HEAD, 200", "GET, 200", "GET, 304"})
    void emptyAnswersNeedNoReading(String method, int code) throws IOException {
        server.enqueue(new MockResponse.Builder().code(code).build());
        Mesh mesh = new TestMesh(leaks).service("orders", server).build();
        OkHttpClient client = mesh.wrap(leaks.client(new OkHttpClient()));

        Response response = client.newCall(new Request.Builder()
                        .url("http://orders/")
                        .method(method, null)
                        .build())
                .execute();

        assertThat(response.code()).isEqualTo(code);
        assertThat(mesh.view().service("orders").callsInFlight()).isZero(); // though it is not closed
        response.close();
    }

    @ParameterizedTest
    @EnumSource
    void trailersArrive(How how) throws IOException {
        server.enqueue(new MockResponse.Builder()
                .chunkedBody("body", 2)
                .trailers(Headers.of("checksum", "7"))
                .build());

        try (Response response = how.run(Http.call(client(), "http://orders/"))) {
            assertThat(response.body().string()).isEqualTo("body");
            assertThat(response.trailers().get("checksum")).isEqualTo("7");
        }
    }

    @Test
    void trailersArriveUnderADeadlineAndOverHttp2() throws IOException {
        MockWebServer h2 = leaks.server(it -> it.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));
        h2.enqueue(new MockResponse.Builder()
                .body("body")
                .trailers(Headers.of("grpc-status", "0"))
                .build());
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", h2)
                .client(okhttp ->
                        okhttp.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).callTimeout(Duration.ofSeconds(5)));

        try (Response response = Http.call(client, "http://orders/").execute()) {
            assertThat(response.body().string()).isEqualTo("body");
            assertThat(response.trailers().get("grpc-status")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void expectContinueWaitsForTheServersWord(How how) throws IOException {
        server.enqueue(new MockResponse.Builder().add100Continue().body("done").build());
        OkHttpClient client = client();
        Request request = Http.post("http://orders/", "hello")
                .header("Expect", "100-continue")
                .build();

        assertThat(Http.text(how.run(client.newCall(request)))).isEqualTo("done");
        assertThat(Objects.requireNonNull(Http.taken(server).getBody()).utf8()).isEqualTo("hello");
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedExpectationCostsNoBody(How how) throws IOException {
        server.enqueue(
                Http.answer(417, "no").newBuilder().doNotReadRequestBody().build());
        AtomicInteger written = new AtomicInteger();
        Request request = new Request.Builder()
                .url("http://orders/")
                .header("Expect", "100-continue")
                .post(new RequestBody() {
                    @Override
                    public @Nullable MediaType contentType() {
                        return null;
                    }

                    @Override
                    public void writeTo(BufferedSink sink) {
                        written.incrementAndGet();
                    }
                })
                .build();

        Response response = how.run(client().newCall(request));

        assertThat(response.code()).isEqualTo(417);
        assertThat(Http.text(response)).isEqualTo("no");
        assertThat(written).hasValue(0);
    }

    /** Written by the test, after the headers came. */
    private static final class DuplexBody extends RequestBody {
        final BlockingQueue<BufferedSink> sinks = new LinkedBlockingQueue<>();

        @Override
        public @Nullable MediaType contentType() {
            return null;
        }

        @Override
        public boolean isDuplex() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) {
            sinks.add(sink);
        }
    }

    private static final class Events extends EventSourceListener {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            return String.valueOf(heard.poll(5, TimeUnit.SECONDS));
        }

        @Override
        public void onEvent(EventSource source, @Nullable String id, @Nullable String type, String data) {
            heard.add(data);
        }

        @Override
        public void onClosed(EventSource source) {
            heard.add("closed");
        }

        @Override
        public void onFailure(EventSource source, @Nullable Throwable failure, @Nullable Response response) {
            heard.add("failed");
        }
    }
}
