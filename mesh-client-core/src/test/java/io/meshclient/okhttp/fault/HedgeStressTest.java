package io.meshclient.okhttp.fault;

import static io.meshclient.okhttp.fault.Scene.endpoints;
import static io.meshclient.okhttp.fault.Scene.get;
import static io.meshclient.okhttp.fault.WireServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Calls that are hedged almost always, answered late, early or not at all, and cancelled at any moment: each ends once, and
 * the leak rule finds neither a body, nor a place under a cap, nor a connection, nor a thread.
 */
@Timeout(60)
final class HedgeStressTest {

    private static final int CALLERS = 8;
    private static final int CALLS = 60;

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final Scene scene = new Scene(leaks);
    private final Random random = new Random(42);
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    private synchronized int draw(int bound) {
        return random.nextInt(bound);
    }

    private WireServer.Answer anything() {
        return (connection, out) -> {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(draw(6_000)));
            switch (draw(8)) {
                case 0 -> text(503, "no").to(connection, out);
                case 1 -> WireServer.rawThenReset("").to(connection, out);
                case 2 ->
                    WireServer.rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal")
                            .to(connection, out);
                default -> text(200, "x".repeat(1 + draw(20_000))).to(connection, out);
            }
        };
    }

    @Test
    void everyCallEndsOnceAndNothingIsLeft() throws Exception {
        WireServer a = scene.server().usually(anything());
        WireServer b = scene.server().usually(anything());
        WireServer c = scene.server().usually(anything());
        OkHttpClient client = scene.client(
                endpoints(a, b, c),
                orders -> orders.callTimeout(Duration.ofSeconds(2))
                        .outlier(outlier -> outlier.enabled(false))
                        .hedge(hedge -> hedge.enabled(true)
                                .delay(Duration.ofMillis(2))
                                .maxInFlight(3)
                                .budgetReserve(100_000)));
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            running.add(callers.submit(() -> calls(client)));
        }
        for (Future<?> each : running) {
            each.get();
        }
        callers.shutdown();
        assertThat(answered.get() + failed.get()).isEqualTo(CALLERS * CALLS);
        assertThat(answered.get()).isPositive();
        assertThat(a.seen().size() + b.seen().size() + c.seen().size())
                .as("there were hedges")
                .isGreaterThan(CALLERS * CALLS);
    }

    private void calls(OkHttpClient client) {
        for (int i = 0; i < CALLS; i++) {
            Call call = client.newCall(get());
            @Nullable Thread canceller = draw(3) == 0 ? cancelSoon(call) : null;
            try (Response response = call.execute()) {
                response.body().bytes();
                answered.incrementAndGet();
            } catch (IOException e) {
                failed.incrementAndGet();
            }
            join(canceller);
        }
    }

    private Thread cancelSoon(Call call) {
        long nanos = TimeUnit.MICROSECONDS.toNanos(draw(8_000));
        Thread canceller = new Thread(() -> {
            LockSupport.parkNanos(nanos);
            call.cancel();
        });
        canceller.start();
        return canceller;
    }

    private static void join(@Nullable Thread canceller) {
        if (canceller != null) {
            try {
                canceller.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
