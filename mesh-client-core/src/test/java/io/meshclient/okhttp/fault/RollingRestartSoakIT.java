package io.meshclient.okhttp.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.Mesh;
import io.meshclient.outcome.CallReport;
import io.meshclient.testing.LeakRule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * 500 GETs a second, open loop, while three servers are killed and started again, one after another: not one call is lost.
 * Lost is an exception, a status of 500 or more, a wrong body, or an answer after two seconds. {@code -Dmesh.soak=120s}
 * makes it longer.
 */
final class RollingRestartSoakIT {

    private static final int CALLS_PER_SECOND = 500;
    private static final String BODY = "{\"item\":7}";

    /** Far more than a restart may cost, the 1 s of a connect timeout included: only a stuck call is as late as this. */
    private static final Duration LATE = Duration.ofSeconds(5);

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final List<KillableServer> servers = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> lost = new ConcurrentLinkedQueue<>();
    private final AtomicInteger retries = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void losesNoCallWhileServersRestart() throws Exception {
        Duration length = length();
        for (int i = 0; i < 3; i++) {
            servers.add(new KillableServer(0, BODY));
        }
        String[] endpoints = servers.stream().map(s -> "127.0.0.1:" + s.port()).toArray(String[]::new);
        ExecutorService callers = Executors.newCachedThreadPool();
        int calls = (int) (length.toSeconds() * CALLS_PER_SECOND);
        CountDownLatch answered = new CountDownLatch(calls);
        Mesh mesh = leaks.mesh(Mesh.builder()
                .service("orders", orders -> orders.endpoints(endpoints))
                .build());
        try {
            OkHttpClient client = mesh.wrap(leaks.client(new OkHttpClient()));
            call(client); // classes load outside of the count
            Thread restarts = new Thread(() -> restart(length), "restarts");
            restarts.start();
            long begin = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                long due = begin + i * 1_000_000_000L / CALLS_PER_SECOND;
                LockSupport.parkNanos(due - System.nanoTime());
                callers.execute(() -> {
                    count(client, due);
                    answered.countDown();
                });
            }
            assertThat(answered.await(30, TimeUnit.SECONDS)).as("no call hangs").isTrue();
            restarts.join(30_000);
            System.out.printf("soak: %d calls, %d lost, %d retries%n", done.get(), lost.size(), retries.get());
            assertThat(lost).isEmpty();
            assertThat(retries.get()).as("the restarts were felt").isPositive();
        } finally {
            callers.shutdownNow();
            servers.forEach(KillableServer::close);
        }
    }

    private void count(OkHttpClient client, long due) {
        try {
            String problem = call(client);
            long late = System.nanoTime() - due;
            if (problem != null) {
                lost.add(problem);
            } else if (late > LATE.toNanos()) {
                lost.add("late by " + late / 1_000_000 + " ms");
            }
        } catch (IOException e) {
            lost.add(e.toString());
        } finally {
            done.incrementAndGet();
        }
    }

    private @Nullable String call(OkHttpClient client) throws IOException {
        Request request = new Request.Builder().url("http://orders/items/7").build();
        try (Response response = client.newCall(request).execute()) {
            CallReport report = Objects.requireNonNull(Mesh.reportOf(response));
            retries.addAndGet(report.retries());
            if (response.code() >= 500) {
                return report.summary();
            }
            String body = response.body().string();
            return body.equals(BODY) ? null : "wrong body: " + body;
        }
    }

    /** One server after another, each away for 300 ms, a second apart. */
    private void restart(Duration length) {
        long end = System.nanoTime() + length.toNanos() - 2_000_000_000L;
        for (int i = 0; System.nanoTime() < end; i = (i + 1) % servers.size()) {
            LockSupport.parkNanos(700_000_000L);
            int port = servers.get(i).port();
            servers.get(i).close();
            LockSupport.parkNanos(300_000_000L);
            servers.set(i, new KillableServer(port, BODY));
        }
    }

    private static Duration length() {
        String text = System.getProperty("mesh.soak", "");
        return text.isEmpty() ? Duration.ofSeconds(20) : Duration.ofSeconds(Long.parseLong(text.replace("s", "")));
    }
}
