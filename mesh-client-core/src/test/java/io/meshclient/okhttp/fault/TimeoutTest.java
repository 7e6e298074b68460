package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.Scene.kinds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.meshclient.Mesh;
import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.okhttp.fault.Scene.Answered;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.MeshTimeoutException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.StopReason;
import io.meshclient.policy.CallOptions;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every clock that can run out, every wait that can be cut short. */
@Timeout(30)
final class TimeoutTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);

    private static Duration ms(int millis) {
        return Duration.ofMillis(millis);
    }

    private static void assertTook(long start, int atLeast, int less) {
        assertThat(System.nanoTime() - start).isBetween(ms(atLeast).toNanos(), ms(less).toNanos());
    }

    @Test
    void callTimeoutTellsTheStory() {
        WireServer a = scene.server().usually(WireServer.silence());
        OkHttpClient client = scene.client(endpoints(a), orders -> orders.callTimeout(ms(300)));
        long start = System.nanoTime();
        MeshTimeoutException failure = catchThrowableOfType(MeshTimeoutException.class, () -> call(client, get()));
        assertTook(start, 290, 2_000);
        assertThat(failure)
                .hasMessageStartingWith("timeout: orders: 1 attempt in ")
                .hasMessageContaining(a.endpoint() + " call-timeout after ");
        assertThat(failure.report().stop()).isEqualTo(StopReason.DEADLINE);
        assertThat(kinds(failure.report())).containsExactly(OutcomeKind.CALL_TIMEOUT);
        assertThat(CallReport.of(new IllegalStateException(failure))).isSameAs(failure.report());
    }

    @Test
    void theSmallerOfFrontAndMeshWins() {
        WireServer a = scene.server().usually(WireServer.silence());
        OkHttpClient plain = new OkHttpClient.Builder().callTimeout(ms(300)).build();
        OkHttpClient client = scene.client(plain, endpoints(a), orders -> orders.callTimeout(ms(5_000)));
        long start = System.nanoTime();
        assertThat(catchThrowable(() -> call(client, get()))).isExactlyInstanceOf(MeshTimeoutException.class);
        assertTook(start, 290, 2_000);

        OkHttpClient other = scene.client(plain, endpoints(a), orders -> orders.callTimeout(ms(100)));
        long again = System.nanoTime();
        assertThat(catchThrowable(() -> call(other, get()))).isExactlyInstanceOf(MeshTimeoutException.class);
        assertTook(again, 95, 290);
    }

    private static WireServer.Answer slowBody(CountDownLatch rest) {
        return (connection, out) -> {
            WireServer.raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfirst").to(connection, out);
            WireServer.after(rest, WireServer.raw("other")).to(connection, out);
        };
    }

    @Test
    void bodyMayTakeLongerThanTheCallTimeoutUnlessCovered() throws IOException {
        CountDownLatch rest = new CountDownLatch(1);
        WireServer a = scene.server().usually(slowBody(rest));
        OkHttpClient client = scene.client(endpoints(a), orders -> orders.callTimeout(ms(200)));
        try (Response response = client.newCall(get()).execute()) {
            LockSupport.parkNanos(ms(400).toNanos());
            rest.countDown();
            assertThat(response.body().string()).isEqualTo("firstother");
        }
    }

    @Test
    void bodyIsCoveredIfAskedFor() throws IOException {
        WireServer a = scene.server().usually(slowBody(new CountDownLatch(1)));
        OkHttpClient client =
                scene.client(endpoints(a), orders -> orders.callTimeout(ms(300)).callTimeoutCoversBody(true));
        assertBodyTimesOut(client);
    }

    @Test
    void bodyIsCoveredByTheFrontsOwnCallTimeout() throws IOException {
        WireServer a = scene.server().usually(slowBody(new CountDownLatch(1)));
        OkHttpClient plain = new OkHttpClient.Builder().callTimeout(ms(300)).build();
        assertBodyTimesOut(scene.client(plain, endpoints(a), orders -> {}));
    }

    private static void assertBodyTimesOut(OkHttpClient client) throws IOException {
        long start = System.nanoTime();
        try (Response response = client.newCall(get()).execute()) {
            MeshTimeoutException failure = catchThrowableOfType(
                    MeshTimeoutException.class, () -> response.body().string());
            assertThat(failure.report().attempts()).hasSize(1);
        }
        assertTook(start, 290, 2_000);
    }

    @Test
    void perTryTimeoutIsRetried() throws IOException {
        WireServer a = scene.server().then(WireServer.silence());
        OkHttpClient client = scene.client(endpoints(a), orders -> orders.perTryTimeout(ms(200)));
        Answered answered = call(client, get());
        assertThat(answered.code()).isEqualTo(200);
        assertThat(kinds(answered.report())).containsExactly(OutcomeKind.PER_TRY_TIMEOUT, OutcomeKind.RESPONSE);
    }

    @Test
    void callOptionsSetTheTimesOfOneRequest() throws IOException {
        WireServer a = scene.server().then(WireServer.silence());
        OkHttpClient client = scene.client(a);
        CallOptions quick = CallOptions.builder().perTryTimeout(ms(200)).build();
        Request request = get().newBuilder().tag(CallOptions.class, quick).build();
        assertThat(kinds(call(client, request).report()))
                .containsExactly(OutcomeKind.PER_TRY_TIMEOUT, OutcomeKind.RESPONSE);

        a.then(WireServer.silence());
        CallOptions brief = CallOptions.builder().callTimeout(ms(200)).build();
        long start = System.nanoTime();
        assertThat(catchThrowable(() -> call(
                        client, get().newBuilder().tag(CallOptions.class, brief).build())))
                .isExactlyInstanceOf(MeshTimeoutException.class);
        assertTook(start, 190, 2_000);
    }

    @Test
    void stalledTlsHandshakeEndsWithTheConnectTimeout() throws Exception {
        ServerSocket mute = leaks.closing(new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1")));
        String endpoint = "127.0.0.1:" + mute.getLocalPort();
        OkHttpClient client = scene.client(
                List.of(endpoint), orders -> orders.connectTimeout(ms(300)).retry(r -> r.enabled(false)));
        long start = System.nanoTime();
        MeshException failure = catchThrowableOfType(
                MeshException.class,
                () -> call(client, new Request.Builder().url("https://orders/").build()));
        assertTook(start, 290, 2_000);
        assertThat(kinds(failure.report())).containsExactly(OutcomeKind.CONNECT_FAILURE);
        assertThat(failure.report().attempts().get(0).outcome().neverSent()).isTrue();
        assertThat(failure).hasMessageContaining("no TLS connection within 300 ms");
    }

    @Test
    void fullBacklogEndsWithTheConnectTimeout() throws Exception {
        ServerSocket full = leaks.closing(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
        Backlog.fill(full, leaks);
        OkHttpClient client = scene.client(
                List.of("127.0.0.1:" + full.getLocalPort()),
                orders -> orders.connectTimeout(ms(300)).retry(r -> r.enabled(false)));
        long start = System.nanoTime();
        MeshException failure = catchThrowableOfType(MeshException.class, () -> call(client, get()));
        assertTook(start, 290, 2_000);
        assertThat(kinds(failure.report())).containsExactly(OutcomeKind.CONNECT_FAILURE);
    }

    @Test
    void secondHopHasOnlyWhatTheFirstLeft() {
        WireServer a = scene.server()
                .then(after(400, WireServer.text(302, "", "Location: /elsewhere")))
                .usually(WireServer.silence());
        OkHttpClient client = scene.client(endpoints(a), orders -> orders.callTimeout(ms(700)));
        long start = System.nanoTime();
        MeshTimeoutException failure = catchThrowableOfType(MeshTimeoutException.class, () -> call(client, get()));
        assertTook(start, 690, 1_000);
        assertThat(failure.report().attempts()).hasSize(1);
        assertThat(failure.report().attempts().get(0).outcome().latencyNanos())
                .as("the second endpoint is not charged for the first one's time")
                .isLessThan(ms(390).toNanos());
    }

    private static WireServer.Answer after(int millis, WireServer.Answer answer) {
        return (connection, out) -> {
            LockSupport.parkNanos(ms(millis).toNanos());
            answer.to(connection, out);
        };
    }

    @Test
    void cancelEndsABackOff() {
        WireServer a = scene.server().usually(WireServer.text(429, "later", "Retry-After: 5"));
        OkHttpClient client = scene.client(a);
        Call call = client.newCall(get());
        cancelOnce(call, () -> a.seen().size() == 1);
        long start = System.nanoTime();
        assertThat(catchThrowable(call::execute))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("Canceled");
        assertTook(start, 0, 2_500);
        assertThat(a.seen()).hasSize(1);
    }

    @Test
    void cancelEndsTheWaitForTheFirstEndpoints() {
        OkHttpClient client = waiting();
        Call call = client.newCall(get());
        cancelOnce(call, () -> scene.orders().callsInFlight() == 1);
        long start = System.nanoTime();
        assertThat(catchThrowable(call::execute))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("Canceled");
        assertTook(start, 0, 2_500);
    }

    /** A client whose service never hears of endpoints. */
    private OkHttpClient waiting() {
        Discovery mute = new Discovery() {
            @Override
            public Subscription subscribe(String target, Listener listener) {
                return () -> {};
            }

            @Override
            public void close() {}
        };
        return scene.clientOf(Mesh.builder()
                .discovery("mute", mute)
                .service("orders", orders -> orders.discovery("mute").breaker(b -> b.enabled(true)))
                .build());
    }

    private static void cancelOnce(Call call, java.util.concurrent.Callable<Boolean> reached) {
        Thread canceller = new Thread(() -> {
            await().pollInterval(ms(10)).until(reached);
            LockSupport.parkNanos(ms(100).toNanos());
            call.cancel();
        });
        canceller.start();
    }

    @Test
    void interruptWhileWaitingForHeadersKeepsTheFlag() {
        WireServer a = scene.server().usually(WireServer.silence());
        OkHttpClient plain = new OkHttpClient.Builder().readTimeout(ms(1_000)).build();
        OkHttpClient client = scene.client(plain, endpoints(a), orders -> orders.retry(r -> r.enabled(true)));
        assertInterrupted(client, () -> a.seen().size() == 1);
        assertThat(a.seen()).as("an interrupt is no reason to try again").hasSize(1);
    }

    @Test
    void interruptInABackOffKeepsTheFlag() {
        WireServer a = scene.server().usually(WireServer.text(429, "later", "Retry-After: 5"));
        assertInterrupted(scene.client(a), () -> a.seen().size() == 1);
        assertThat(a.seen()).hasSize(1);
    }

    @Test
    void interruptWhileWaitingForTheFirstEndpointsKeepsTheFlag() {
        OkHttpClient client = waiting();
        assertInterrupted(client, () -> scene.orders().callsInFlight() == 1);
        assertThat(scene.orders().breaker()).isEqualTo("CLOSED");
    }

    @Test
    void interruptWhileConnectingKeepsTheFlag() throws Exception {
        ServerSocket full = leaks.closing(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
        Backlog.fill(full, leaks);
        OkHttpClient client =
                scene.client(List.of("127.0.0.1:" + full.getLocalPort()), orders -> orders.connectTimeout(ms(5_000)));
        assertInterrupted(client, () -> scene.orders().endpoints().get(0).inFlight() == 1);
    }

    private static void assertInterrupted(OkHttpClient client, java.util.concurrent.Callable<Boolean> reached) {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        AtomicBoolean flag = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            thrown.set(catchThrowable(() -> call(client, get())));
            flag.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        await().pollInterval(ms(10)).until(reached);
        LockSupport.parkNanos(ms(100).toNanos());
        caller.interrupt();
        await().until(() -> !caller.isAlive());
        assertThat(requireNonNull(thrown.get())).isExactlyInstanceOf(InterruptedIOException.class);
        assertThat(flag).as("interrupt flag").isTrue();
    }
}
