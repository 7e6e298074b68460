package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.call;
import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.StopReason;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Interrupts of the calling thread, wherever it waits: the call ends at once, nothing is tried again, and the thread still
 * knows. {@link TimeoutTest} has those of connecting and of HTTP/1.1, where a platform thread cannot be woken from a read.
 */
@Timeout(30)
final class InterruptTest {

    /** The caller's thread. */
    enum Caller {
        PLATFORM,
        VIRTUAL;

        Thread start(Runnable work) throws ReflectiveOperationException {
            if (this == PLATFORM) {
                Thread thread = new Thread(work);
                thread.start();
                return thread;
            }
            try {
                return (Thread) Thread.class
                        .getMethod("startVirtualThread", Runnable.class)
                        .invoke(null, work);
            } catch (NoSuchMethodException before21) {
                assumeTrue(false, "virtual threads need JDK 21");
                throw before21;
            }
        }
    }

    /** What was thrown, and whether the thread was still marked as interrupted then. */
    private record End(Throwable thrown, boolean marked) {}

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);
    private final FrameServer http2 = leaks.closing(new FrameServer(null));

    private OkHttpClient http2Client() {
        OkHttpClient plain = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .build();
        return scene.client(plain, List.of(http2.endpoint()), orders -> {});
    }

    /** Works on the caller's thread, and interrupts it a moment after it has come to where it waits. */
    private static End interrupted(Caller caller, Callable<?> work, Callable<Boolean> reached) throws Exception {
        CompletableFuture<End> end = new CompletableFuture<>();
        Thread thread = caller.start(() -> {
            Throwable thrown = catchThrowable(work::call);
            end.complete(new End(thrown, Thread.currentThread().isInterrupted()));
        });
        await().pollInterval(Duration.ofMillis(10)).until(reached);
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        long start = System.nanoTime();
        thread.interrupt();
        await().until(end::isDone);
        assertThat(System.nanoTime() - start)
                .as("far before any timeout")
                .isLessThan(Duration.ofSeconds(5).toNanos());
        return end.get();
    }

    private static void assertCallEnded(End end, int attempts) {
        assertThat(end.thrown()).isExactlyInstanceOf(InterruptedIOException.class);
        assertThat(end.marked()).as("interrupt flag").isTrue();
        CallReport report = CallReport.of(end.thrown());
        if (report != null) {
            assertThat(report.stop()).isEqualTo(StopReason.CANCELED);
            assertThat(report.attempts()).hasSize(attempts);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whileWaitingForHeadersOnHttp2(Caller caller) throws Exception {
        OkHttpClient client = http2Client();
        call(client, get());
        http2.usually(request -> {});
        End end = interrupted(
                caller, () -> call(client, get()), () -> http2.seen().size() == 2);
        assertCallEnded(end, 1);
        assertThat(http2.seen()).as("an interrupt is no reason to try again").hasSize(2);
        assertThat(scene.orders().endpoint(http2.endpoint()).state()).isEqualTo("available");

        http2.usually(request -> request.answer("ok"));
        assertThat(call(client, get()).code()).isEqualTo(200);
        assertThat(http2.accepted()).as("one stream ended, not the connection").isOne();
    }

    @ParameterizedTest
    @EnumSource
    void whileWaitingForARetry(Caller caller) throws Exception {
        WireServer a = scene.server().usually(WireServer.text(429, "later", "Retry-After: 9"));
        OkHttpClient client = scene.client(a);
        End end = interrupted(caller, () -> call(client, get()), () -> a.seen().size() == 1);
        assertCallEnded(end, 1);
        assertThat(a.seen()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void whileReadingABodyOfHttp2(Caller caller) throws Exception {
        http2.usually(request -> {
            request.headers();
            request.data("first");
        });
        AtomicBoolean reading = new AtomicBoolean();
        OkHttpClient client = http2Client();
        End end = interrupted(caller, () -> readAll(client, reading), reading::get);
        assertThat(end.thrown()).as("OkHttp's own").isInstanceOf(InterruptedIOException.class);
        assertThat(end.marked()).as("interrupt flag").isTrue();
        assertThat(http2.seen()).hasSize(1);
    }

    private static String readAll(OkHttpClient client, AtomicBoolean reading) throws IOException {
        try (Response response = client.newCall(get()).execute()) {
            reading.set(true);
            return response.body().string();
        }
    }

    /** The JDK closes the socket of a virtual thread that is interrupted in a read. */
    @Test
    void virtualThreadWhileWaitingForHeadersOnHttp1() throws Exception {
        WireServer a = scene.server().usually(WireServer.silence());
        OkHttpClient client = scene.client(endpoints(a), orders -> {});
        End end = interrupted(
                Caller.VIRTUAL, () -> call(client, get()), () -> a.seen().size() == 1);
        assertCallEnded(end, 1);
        assertThat(a.seen()).as("an interrupt is no reason to try again").hasSize(1);
    }

    @Test
    void virtualThreadWhileReadingABodyOfHttp1() throws Exception {
        WireServer a = scene.server().usually(WireServer.raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfirst"));
        AtomicBoolean reading = new AtomicBoolean();
        OkHttpClient client = scene.client(a);
        End end = interrupted(Caller.VIRTUAL, () -> readAll(client, reading), reading::get);
        assertThat(end.thrown()).as("OkHttp's own").isInstanceOf(IOException.class);
        assertThat(end.marked()).as("interrupt flag").isTrue();
        assertThat(a.seen()).hasSize(1);
    }
}
