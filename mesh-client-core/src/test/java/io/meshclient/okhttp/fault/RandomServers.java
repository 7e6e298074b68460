package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.WireServer.text;

import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import okio.Buffer;

/** Servers of HTTP/1.1 and of cleartext HTTP/2 that answer most requests, and do anything to the others. */
final class RandomServers {

    private static final String HALF = "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nhalf";

    private final Random random;
    private final List<WireServer> http1 = new ArrayList<>();
    private final List<MockWebServer> http2 = new ArrayList<>();

    RandomServers(LeakRule leaks, long seed, int each) {
        random = new Random(seed);
        for (int i = 0; i < each; i++) {
            http1.add(leaks.closing(new WireServer()).forgetful().usually(this::answer));
            http2.add(leaks.server(server -> {
                server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
                server.setDispatcher(new Streams());
            }));
        }
    }

    List<String> http1() {
        return http1.stream().map(WireServer::endpoint).toList();
    }

    List<String> http2() {
        return http2.stream().map(TestMesh::hostPort).toList();
    }

    /** One of them closes all of its connections. */
    void dropConnections(int which) {
        http1.get(which % http1.size()).dropConnections();
    }

    private synchronized int draw(int bound) {
        return random.nextInt(bound);
    }

    private int micros() {
        return draw(20) == 0 ? draw(60_000) : draw(4_000);
    }

    private void answer(java.net.Socket connection, java.io.OutputStream out) throws Exception {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros()));
        WireServer.Answer answer = switch (draw(40)) {
            case 0, 1, 2 -> text(503, "no");
            case 3 -> text(429, "slowly", "Retry-After: 0");
            case 4, 5 -> WireServer.rawThenReset("");
            case 6 -> WireServer.rawThenClose("");
            case 7 -> WireServer.rawThenReset(HALF);
            case 8 -> WireServer.rawThenClose(HALF);
            case 9 -> WireServer.raw(HALF); // and silence
            case 10 -> WireServer.silence();
            case 11 -> WireServer.rawThenClose("no HTTP at all\r\n\r\n");
            case 12 -> WireServer.trickle(HALF + "x".repeat(20), Duration.ofMillis(1));
            case 13, 14 -> text(200, "bye", "Connection: close");
            case 15, 16, 17 -> text(200, "x".repeat(200_000));
            case 18 -> text(302, "", "Location: /elsewhere");
            default -> text(200, "x".repeat(1 + draw(2_000)));
        };
        answer.to(connection, out);
    }

    private final class Streams extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            MockResponse.Builder answer = new MockResponse.Builder().headersDelay(micros(), TimeUnit.MICROSECONDS);
            Buffer body = new Buffer().writeUtf8("x".repeat(1 + draw(2_000)));
            return switch (draw(40)) {
                case 0, 1, 2 -> answer.code(503).build();
                case 3, 4 ->
                    answer.onResponseStart(new SocketEffect.CloseStream(7)).build(); // REFUSED_STREAM
                case 5 ->
                    answer.onResponseStart(new SocketEffect.CloseStream(2)).build(); // INTERNAL_ERROR
                case 6 ->
                    answer.body(body)
                            .onResponseBody(new SocketEffect.CloseStream(2))
                            .build();
                case 7 ->
                    answer.body(body)
                            .onResponseBody(new SocketEffect.CloseSocket())
                            .build();
                case 8 -> answer.onRequestStart(new SocketEffect.CloseSocket()).build();
                case 9 ->
                    answer.body(body)
                            .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
                            .build();
                case 10 -> answer.headersDelay(2, TimeUnit.SECONDS).build();
                case 11 -> answer.body(body).bodyDelay(2, TimeUnit.SECONDS).build();
                case 12, 13 ->
                    answer.body(new Buffer().write(new byte[200_000])).build();
                default -> answer.body(body).build();
            };
        }
    }
}
