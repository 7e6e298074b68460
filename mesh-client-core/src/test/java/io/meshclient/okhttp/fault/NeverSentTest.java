package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.Scene.kinds;
import static io.meshclient.okhttp.fault.Scene.nobody;
import static io.meshclient.okhttp.fault.Scene.post;
import static io.meshclient.okhttp.fault.Scene.secure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.StopReason;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What proves that a request was never processed, shown on the wire: a POST is then sent again, and no server has seen it
 * twice. Whatever else happens counts as perhaps processed, and a POST stays where it is.
 */
@Timeout(30)
final class NeverSentTest {

    private static final int REFUSED_STREAM = 7;

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    private static void assertNeverSent(CallReport report, OutcomeKind kind) {
        assertThat(kinds(report)).containsExactly(kind, OutcomeKind.RESPONSE);
        assertThat(report.attempts().get(0).outcome().neverSent()).isTrue();
    }

    private static void assertPerhapsSent(MeshException failure, OutcomeKind kind) {
        assertThat(kinds(failure.report())).containsExactly(kind);
        assertThat(failure.report().attempts().get(0).outcome().neverSent()).isFalse();
        assertThat(failure.report().stop()).isEqualTo(StopReason.NOT_REPLAYABLE);
    }

    /** Asks until the first attempt met the other endpoint: which one is asked first is round robin's. */
    private static Answered untilRetried(OkHttpClient client, Request request) throws IOException {
        Answered answered = call(client, request);
        for (int i = 0; i < 3 && answered.report().attempts().size() < 2; i++) {
            answered = call(client, request);
        }
        return answered;
    }

    @Test
    void aRefusedConnection() throws IOException {
        WireServer up = scene.server();
        OkHttpClient client =
                scene.client(List.of(nobody(), up.endpoint()), orders -> orders.outlier(o -> o.holdOff(Duration.ZERO)));
        Answered answered = untilRetried(client, post());
        assertNeverSent(answered.report(), OutcomeKind.CONNECT_FAILURE);
        assertThat(up.seen()).allMatch(seen -> seen.body().equals("{}"));
    }

    @Test
    void aConnectionThatNobodyAccepts() throws Exception {
        ServerSocket full = leaks.closing(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
        Backlog.fill(full, leaks);
        WireServer up = scene.server();
        OkHttpClient client = scene.client(
                List.of("127.0.0.1:" + full.getLocalPort(), up.endpoint()),
                orders -> orders.connectTimeout(Duration.ofMillis(300)).outlier(o -> o.holdOff(Duration.ZERO)));
        assertNeverSent(untilRetried(client, post()).report(), OutcomeKind.CONNECT_FAILURE);
    }

    @Test
    void aHandshakeThatIsNotAnswered() throws IOException {
        WireServer plain = scene.server(); // waits for the end of a request's head
        WireServer up = leaks.closing(new WireServer(Tls.server()));
        OkHttpClient client = scene.client(
                Tls.client().build(),
                List.of(plain.endpoint(), up.endpoint()),
                orders -> orders.connectTimeout(Duration.ofMillis(500)).outlier(o -> o.holdOff(Duration.ZERO)));
        assertNeverSent(untilRetried(client, secure(post())).report(), OutcomeKind.CONNECT_FAILURE);
        assertThat(plain.seen()).isEmpty();
    }

    private OkHttpClient http2(FrameServer server) {
        OkHttpClient plain = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .build();
        return scene.client(plain, List.of(server.endpoint()), orders -> {});
    }

    @Test
    void aRefusedStreamThoughItsBodyWasSent() throws IOException {
        FrameServer server = leaks.closing(new FrameServer(null));
        OkHttpClient client = http2(server);
        server.then(request -> request.reset(REFUSED_STREAM));
        assertNeverSent(call(client, post()).report(), OutcomeKind.REFUSED_STREAM);
        assertThat(server.seen().stream().map(FrameServer.Request::bodyLength)).containsExactly(2, 2);
    }

    @Test
    void aStreamAboveAGoAway() throws IOException {
        FrameServer server = leaks.closing(new FrameServer(null));
        OkHttpClient client = http2(server);
        server.then(request -> request.goAway(0));
        assertNeverSent(call(client, post()).report(), OutcomeKind.REFUSED_STREAM);
        assertThat(server.accepted()).isEqualTo(2);
    }

    @Test
    void aStreamAtOrBelowAGoAwayIsNoProof() {
        FrameServer server = leaks.closing(new FrameServer(null));
        OkHttpClient client = http2(server);
        server.then(request -> {
            request.goAway(request.stream() + 2);
            request.connection().drop();
        });
        assertPerhapsSent(catchThrowableOfType(MeshException.class, () -> call(client, post())), OutcomeKind.RESET);
        assertThat(server.seen()).hasSize(1);
    }

    /** Leaves the client with a pooled connection that its server has reset meanwhile. */
    private static void resetIdle(OkHttpClient client, WireServer server) throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch reset = new CountDownLatch(1);
        server.then((connection, out) -> {
            WireServer.text(200, "ok").to(connection, out);
            answered.await(); // else the reset would take the answer along
            connection.setSoLinger(true, 0);
            connection.close();
            reset.countDown();
        });
        call(client, post());
        answered.countDown();
        assertThat(reset.await(10, TimeUnit.SECONDS)).isTrue();
    }

    /** An idle connection that was reset fails at the first write, and the kernel has taken nothing of it. */
    @Test
    void aPooledConnectionThatTookNoByte() throws Exception {
        WireServer a = scene.server();
        OkHttpClient client = scene.client(a);
        resetIdle(client, a);

        assertNeverSent(call(client, post()).report(), OutcomeKind.STALE_CONNECTION);
        assertThat(a.seen()).as("each of the two once").hasSize(2);
        assertThat(a.accepted()).isEqualTo(2);
    }

    /** What is longer than a kernel surely takes whole may have left in part. */
    @Test
    void aPooledConnectionThatTookPerhapsAPart() throws Exception {
        WireServer a = scene.server();
        OkHttpClient client = scene.client(a);
        resetIdle(client, a);

        Request large =
                post().newBuilder().header("X-Padding", "x".repeat(4_000)).build();
        assertPerhapsSent(
                catchThrowableOfType(MeshException.class, () -> call(client, large)), OutcomeKind.STALE_CONNECTION);
        assertThat(a.seen()).hasSize(1);
    }

    @Test
    void aRequestThatWasReadAndNotAnsweredIsNoProof() {
        WireServer a = scene.server().then(WireServer.rawThenReset(""));
        OkHttpClient client = scene.client(a);
        assertPerhapsSent(catchThrowableOfType(MeshException.class, () -> call(client, post())), OutcomeKind.RESET);
        assertThat(a.seen()).hasSize(1);
    }

    @Test
    void aBodyThatBreaksOffHalfWayIsNoProof() throws Exception {
        ServerSocket listener = leaks.closing(new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1")));
        CountDownLatch accepted = new CountDownLatch(1);
        Thread server = new Thread(() -> {
            try (Socket connection = listener.accept()) {
                connection.getInputStream().read();
                connection.setSoLinger(true, 0);
                accepted.countDown();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        server.start();
        OkHttpClient client = scene.client(List.of("127.0.0.1:" + listener.getLocalPort()), orders -> {});
        Request big = post().newBuilder()
                .post(RequestBody.create(new byte[16 * 1024 * 1024]))
                .build();
        MeshException failure = catchThrowableOfType(MeshException.class, () -> call(client, big));
        assertThat(accepted.await(10, TimeUnit.SECONDS)).isTrue();
        assertPerhapsSent(failure, OutcomeKind.RESET);
        await().until(() -> !server.isAlive());
    }

    @Test
    void aGetNeedsNoProof() throws IOException {
        WireServer a = scene.server().then(WireServer.rawThenReset(""));
        Answered answered = call(scene.client(a), get());
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.RESET, OutcomeKind.RESPONSE);
        assertThat(answered.report().attempts().get(0).outcome().neverSent()).isFalse();
    }
}
