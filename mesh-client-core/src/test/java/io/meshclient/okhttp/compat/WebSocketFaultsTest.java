package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.Mesh;
import io.meshclient.outcome.MeshTimeoutException;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.WebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Web sockets that do not open, break, or end in other ways than by a friendly close. */
class WebSocketFaultsTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final HeardSocket client = new HeardSocket(false);

    private RawWebSocketServer raw(RawWebSocketServer.Script script) throws IOException {
        return leaks.closing(new RawWebSocketServer(script));
    }

    private WebSocket open(
            Consumer<ServiceConfig.Builder> service, UnaryOperator<OkHttpClient.Builder> edit, String... endpoints) {
        OkHttpClient wrapped = new TestMesh(leaks)
                .with(mesh -> mesh.service("orders", orders -> {
                    orders.endpoints(endpoints).balancer("round-robin");
                    service.accept(orders);
                }))
                .client(edit);
        return wrapped.newWebSocket(new Request.Builder().url("ws://orders/").build(), client);
    }

    private WebSocket open(RawWebSocketServer server, UnaryOperator<OkHttpClient.Builder> edit)
            throws InterruptedException {
        WebSocket socket = open(orders -> {}, edit, server.endpoint());
        assertThat(client.next()).isEqualTo("open 101");
        return socket;
    }

    @Test
    void pingsThatNobodyAnswersEndIt() throws Exception {
        RawWebSocketServer mute = raw(server -> {
            server.upgrade();
            server.listenOnly();
        });

        open(mute, okhttp -> okhttp.pingInterval(Duration.ofMillis(150)));

        assertThat(client.next()).isEqualTo("failed");
        assertThat(client.failure())
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("sent ping but didn't receive pong");
    }

    /** The mesh pings HTTP/2 connections; of a web socket's pings there is one sender, the client that opened it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void theMeshSendsNoPingsOfItsOwn(int frontMillis) throws Exception {
        CountDownLatch pings = new CountDownLatch(3);
        CountDownLatch over = new CountDownLatch(1);
        List<Integer> kinds = new CopyOnWriteArrayList<>();
        RawWebSocketServer listening = raw(server -> {
            server.upgrade();
            while (over.getCount() > 0) {
                kinds.add(server.frame());
                server.send(RawWebSocketServer.PONG, new byte[0]);
                pings.countDown();
            }
        });

        WebSocket socket = open(
                orders -> orders.connection(connection -> connection.pingInterval(Duration.ofMillis(5))),
                okhttp -> okhttp.pingInterval(Duration.ofMillis(frontMillis)),
                listening.endpoint());
        assertThat(client.next()).isEqualTo("open 101");
        long start = System.nanoTime();

        assertThat(pings.await(frontMillis == 0 ? 400 : 5_000, TimeUnit.MILLISECONDS))
                .isEqualTo(frontMillis != 0);
        assertThat(kinds).allMatch(kind -> kind == RawWebSocketServer.PING);
        long most = frontMillis == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / frontMillis + 1;
        assertThat(kinds.size()).isLessThanOrEqualTo((int) most);
        over.countDown();
        socket.cancel();
    }

    @Test
    void aServerThatHangsUpIsAFailure() throws Exception {
        RawWebSocketServer leaving = raw(server -> {
            server.upgrade();
            server.send(RawWebSocketServer.TEXT, "one".getBytes(StandardCharsets.UTF_8));
        });

        open(leaving, okhttp -> okhttp);

        assertThat(client.next()).isEqualTo("one");
        assertThat(client.next()).isEqualTo("failed");
        assertThat(client.failure()).isInstanceOf(EOFException.class);
    }

    @Test
    void aServersCloseCodeArrives() throws Exception {
        RawWebSocketServer closing = raw(server -> {
            server.upgrade();
            server.send(RawWebSocketServer.CLOSE, new byte[] {0x0F, (byte) 0xA1, 'b', 'y', 'e'}); // 4001
            server.frame();
        });

        open(closing, okhttp -> okhttp);

        assertThat(client.next()).isEqualTo("closing 4001");
        assertThat(client.next()).isEqualTo("closed 4001 bye");
    }

    @Test
    void aCloseThatNobodyAnswersEndsInTime() throws Exception {
        RawWebSocketServer stubborn = raw(server -> {
            server.upgrade();
            server.listenOnly();
        });
        WebSocket socket = open(stubborn, okhttp -> okhttp.webSocketCloseTimeout(Duration.ofMillis(150)));

        socket.close(1000, "bye");

        assertThat(client.next()).startsWith("failed"); // OkHttp's own time is a minute
    }

    @ParameterizedTest
    @CsvSource({"1024, true", "100000, false"})
    void messagesAreCompressedFromTheSizeOn(long size, boolean compressed) throws Exception {
        BlockingQueue<Integer> frames = new LinkedBlockingQueue<>();
        RawWebSocketServer server = raw(it -> {
            it.upgrade("Sec-WebSocket-Extensions: permessage-deflate");
            frames.add(it.frame());
            it.listenOnly();
        });
        WebSocket socket = open(server, okhttp -> okhttp.minWebSocketMessageToCompress(size));

        socket.send("x".repeat(2000));

        int expected = compressed ? RawWebSocketServer.COMPRESSED_TEXT : RawWebSocketServer.TEXT;
        assertThat(frames.poll(5, TimeUnit.SECONDS)).isEqualTo(expected);
        socket.cancel();
        assertThat(client.next()).startsWith("failed");
    }

    @Test
    void cancelDuringTheUpgrade() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        RawWebSocketServer mute = raw(server -> {
            server.frame();
            asked.countDown();
            server.listenOnly();
        });
        WebSocket socket = open(orders -> {}, okhttp -> okhttp, mute.endpoint());
        assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();

        socket.cancel();

        assertThat(client.next()).isEqualTo("failed");
        assertThat(client.failure()).isInstanceOf(IOException.class).hasMessage("Canceled");
    }

    @Test
    void anUpgradeHasTheTimeOfACall() throws Exception {
        RawWebSocketServer mute = raw(RawWebSocketServer::listenOnly);

        open(orders -> orders.callTimeout(Duration.ofMillis(200)), okhttp -> okhttp, mute.endpoint());

        assertThat(client.next()).isEqualTo("failed");
        assertThat(client.failure()).isInstanceOf(MeshTimeoutException.class);
    }

    @Test
    void aClientOfCleartextHttp2Upgrades() throws Exception {
        RawWebSocketServer server = raw(it -> {
            it.upgrade();
            it.send(RawWebSocketServer.TEXT, "one".getBytes(StandardCharsets.UTF_8));
            it.listenOnly();
        });

        WebSocket socket = open(server, okhttp -> okhttp.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));

        assertThat(client.next()).isEqualTo("one");
        socket.cancel();
        assertThat(client.next()).startsWith("failed");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 403, 503})
    void aRefusalIsToldWithItsResponse(int code) throws Exception {
        MockWebServer refusing = leaks.server();
        refusing.enqueue(Http.answer(code, "no"));

        open(orders -> orders.retry(retry -> retry.enabled(false)), okhttp -> okhttp, TestMesh.hostPort(refusing));

        assertThat(client.next()).isEqualTo("failed " + code);
    }

    @Test
    void anEndpointThatRefusesIsPassedOver() throws Exception {
        MockWebServer overloaded = leaks.server();
        overloaded.enqueue(Http.answer(503, "no"));
        overloaded.enqueue(Http.answer(503, "no"));

        openTwice(overloaded);

        assertThat(overloaded.getRequestCount()).isPositive();
    }

    @Test
    void anEndpointWhereNobodyListensIsPassedOver() throws Exception {
        MockWebServer gone = leaks.server();
        gone.close();

        Mesh mesh = openTwice(gone);

        assertThat(mesh.view().service("orders").endpoints())
                .filteredOn(endpoint -> endpoint.key().equals(TestMesh.hostPort(gone)))
                .noneMatch(endpoint -> endpoint.state().equals("available"));
    }

    /** At least one begins with the bad endpoint, for they take turns. */
    private Mesh openTwice(MockWebServer bad) throws InterruptedException {
        HeardSocket server = new HeardSocket(true);
        MockWebServer good = leaks.server();
        good.enqueue(new MockResponse.Builder().webSocketUpgrade(server).build());
        good.enqueue(new MockResponse.Builder().webSocketUpgrade(server).build());
        Mesh mesh = new TestMesh(leaks).service("orders", bad, good).build();
        OkHttpClient wrapped = mesh.wrap(leaks.client(new OkHttpClient()));
        for (int i = 0; i < 2; i++) {
            WebSocket socket = wrapped.newWebSocket(Http.get("http://orders/"), client);
            assertThat(client.next()).isEqualTo("open 101");
            socket.send("hello");
            assertThat(client.next()).isEqualTo("echo hello");
            socket.close(1000, "bye");
            assertThat(client.next()).isEqualTo("closing 1000");
            assertThat(client.next()).isEqualTo("closed 1000 bye");
        }
        return mesh;
    }
}
