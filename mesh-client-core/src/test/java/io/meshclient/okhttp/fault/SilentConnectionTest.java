package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.calling;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.Scene.secure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.MeshTimeoutException;
import io.meshclient.policy.ConnectionBuilder;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.SilentProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Half-open connections: the other side is gone and has not said so. New calls get new connections, within a stated time. */
@Timeout(60)
final class SilentConnectionTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    private FrameServer http2(boolean tls) {
        return leaks.closing(new FrameServer(tls ? Tls.server() : null));
    }

    private SilentProxy before(String server) {
        return leaks.closing(new SilentProxy(server));
    }

    /** One endpoint, no retries; what is asked for within half a second. */
    private OkHttpClient client(OkHttpClient plain, SilentProxy proxy, Consumer<ConnectionBuilder> connection) {
        return scene.client(
                plain,
                List.of(proxy.endpoint()),
                orders -> orders.connection(connection)
                        .callTimeout(Duration.ofMillis(500))
                        .retry(retry -> retry.enabled(false)));
    }

    private static OkHttpClient http2Client(boolean tls) {
        return tls
                ? Tls.client().build()
                : new OkHttpClient.Builder()
                        .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                        .build();
    }

    private static Request request(boolean tls) {
        return tls ? secure(get()) : get();
    }

    /** A stream whose headers have come and whose end has not: it waits as long as its connection lives. */
    private CompletableFuture<Answered> stream(OkHttpClient client, boolean tls, FrameServer server) {
        int before = server.seen().size();
        server.then(FrameServer.Request::headers);
        CompletableFuture<Answered> stream = calling(client, request(tls));
        await().until(() -> server.seen().size() > before);
        return stream;
    }

    @ParameterizedTest(name = "TLS: {0}")
    @DisplayName("Pain 8: each retry lands on a dead HTTP/2 connection")
    @ValueSource(booleans = {false, true})
    void noNewStreamWhereAPingIsOverdue(boolean tls) throws IOException {
        FrameServer server = http2(tls);
        SilentProxy proxy = before(server.endpoint());
        OkHttpClient client = client(
                http2Client(tls),
                proxy,
                c -> c.pingInterval(Duration.ofSeconds(2))
                        .pingTimeout(Duration.ofMillis(200))
                        .maxTimeouts(0));
        call(client, request(tls));
        CompletableFuture<Answered> stream = stream(client, tls, server);
        proxy.swallow();

        await().atMost(Duration.ofSeconds(10)).until(() -> succeeds(client, tls));

        assertThat(proxy.accepted()).isEqualTo(2);
        assertThat(stream).as("OkHttp has not yet found out").isNotDone();
        await().atMost(Duration.ofSeconds(10)).until(stream::isCompletedExceptionally);
        await().untilAsserted(() -> assertThat(proxy.open()).isOne());
    }

    private static boolean succeeds(OkHttpClient client, boolean tls) throws IOException {
        try {
            return call(client, request(tls)).code() == 200;
        } catch (MeshTimeoutException stillThere) {
            return false;
        }
    }

    @ParameterizedTest(name = "TLS: {0}")
    @ValueSource(booleans = {false, true})
    void afterTimeoutsWithoutAByteHttp2GetsANewConnection(boolean tls) throws IOException {
        FrameServer server = http2(tls);
        SilentProxy proxy = before(server.endpoint());
        OkHttpClient client = client(
                http2Client(tls), proxy, c -> c.pingInterval(Duration.ZERO).maxTimeouts(3));
        call(client, request(tls));
        proxy.swallow();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> call(client, request(tls))).isInstanceOf(MeshTimeoutException.class);
        }
        assertThat(call(client, request(tls)).code()).isEqualTo(200);
        assertThat(proxy.accepted()).isEqualTo(2);
        await().untilAsserted(() ->
                assertThat(proxy.open()).as("the old one is closed").isOne());
    }

    @Test
    void whatASilentConnectionCarriesIsNotCutOff() throws IOException {
        FrameServer server = http2(false);
        OkHttpClient client = scene.client(
                http2Client(false),
                List.of(server.endpoint()),
                orders -> orders.connection(c -> c.pingInterval(Duration.ZERO).maxTimeouts(2))
                        .callTimeout(Duration.ofMillis(700))
                        .retry(retry -> retry.enabled(false)));
        CompletableFuture<Answered> stream = stream(client, false, server);
        FrameServer.Request open = server.seen().get(0);
        server.then(nothing -> {}, nothing -> {});
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> call(client, get())).isInstanceOf(MeshTimeoutException.class);
        }
        assertThat(call(client, get()).code()).isEqualTo(200);
        assertThat(server.accepted()).isEqualTo(2);
        assertThat(stream).isNotDone();
        open.end("in the end");
        assertThat(stream.join().body()).isEqualTo("in the end");
        await().untilAsserted(() -> assertThat(server.openConnections()).isOne());
    }

    @Test
    void aSlowServerThatAnswersPingsKeepsItsConnection() throws IOException {
        FrameServer server = http2(false);
        SilentProxy proxy = before(server.endpoint());
        OkHttpClient client = client(
                http2Client(false),
                proxy,
                c -> c.pingInterval(Duration.ofMillis(100)).maxTimeouts(2));
        call(client, get());
        server.usually(nothing -> {});
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> call(client, get())).isInstanceOf(MeshTimeoutException.class);
        }
        assertThat(proxy.accepted()).isOne();
        assertThat(server.pings()).isGreaterThan(5);
    }

    /** So many calls over HTTP/1.1 at once, which leave as many idle connections. */
    private void burst(OkHttpClient client, WireServer server, int together) {
        CountDownLatch latch = new CountDownLatch(1);
        server.usually(WireServer.after(latch, WireServer.text(200, "ok")));
        List<CompletableFuture<Answered>> calls = new ArrayList<>();
        for (int i = 0; i < together; i++) {
            calls.add(calling(client, get()));
        }
        await().until(() -> server.seen().size() == together);
        latch.countDown();
        calls.forEach(CompletableFuture::join);
    }

    private OkHttpClient http1Client(String endpoint) {
        return scene.client(
                List.of(endpoint),
                orders -> orders.connection(c -> c.maxTimeouts(2))
                        .callTimeout(Duration.ofSeconds(1))
                        .retry(retry -> retry.enabled(false)));
    }

    @Test
    void afterTimeoutsWithoutAByteIdleHttp1ConnectionsAreClosed() throws IOException {
        WireServer server = scene.server();
        SilentProxy proxy = before(server.endpoint());
        OkHttpClient client = http1Client(proxy.endpoint());
        burst(client, server, 5);
        proxy.swallow();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> call(client, get())).isInstanceOf(MeshTimeoutException.class);
        }
        assertThat(call(client, get()).code()).isEqualTo(200);
        assertThat(proxy.accepted()).isEqualTo(6);
        await().untilAsserted(() -> assertThat(proxy.open()).isOne());
    }

    @Test
    void anAnswerBetweenTimeoutsKeepsIdleHttp1Connections() throws IOException {
        WireServer server = scene.server();
        OkHttpClient client = http1Client(server.endpoint());
        burst(client, server, 3);
        for (int i = 0; i < 2; i++) {
            server.then(WireServer.silence());
            assertThatThrownBy(() -> call(client, get())).isInstanceOf(MeshTimeoutException.class);
            assertThat(call(client, get()).code()).isEqualTo(200);
        }
        assertThat(server.accepted()).isEqualTo(3);
    }
}
