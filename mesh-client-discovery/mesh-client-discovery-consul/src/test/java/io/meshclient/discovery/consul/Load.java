package io.meshclient.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** GETs at a steady rate, open loop. Lost is what ends with an exception, another status than 200, or after five seconds. */
final class Load implements AutoCloseable {

    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final ThreadFactory DAEMONS = task -> {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        return thread;
    };

    private final OkHttpClient client;
    private final Request request;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(DAEMONS);
    private final ExecutorService callers = Executors.newCachedThreadPool(DAEMONS);
    private final AtomicInteger calls = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> lost = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();

    Load(OkHttpClient client, String url, int perSecond) {
        this.client = client;
        this.request = new Request.Builder().url(url).build();
        clock.scheduleAtFixedRate(
                () -> callers.execute(this::call), 0, 1_000_000_000L / perSecond, TimeUnit.NANOSECONDS);
    }

    private void call() {
        long begin = System.nanoTime();
        try (Response response = client.newCall(request).execute()) {
            String body = response.body().string();
            long end = System.nanoTime();
            if (response.code() != 200) {
                lost.add("status " + response.code());
            } else if (end - begin > LATE_NANOS) {
                lost.add("late by " + Duration.ofNanos(end - begin));
            }
            answers.computeIfAbsent(body, name -> new AtomicInteger()).incrementAndGet();
        } catch (IOException e) {
            lost.add(e.toString());
        } finally {
            calls.incrementAndGet();
        }
    }

    int calls() {
        return calls.get();
    }

    List<String> lost() {
        return List.copyOf(lost);
    }

    int answersOf(Instance instance) {
        AtomicInteger count = answers.get(instance.name());
        return count == null ? 0 : count.get();
    }

    /** Lets so much of it pass. */
    void pass(int more) {
        int until = calls.get() + more;
        await().atMost(Duration.ofMinutes(2)).until(() -> calls.get() >= until);
    }

    @Override
    public void close() throws InterruptedException {
        clock.shutdownNow();
        assertThat(clock.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        callers.shutdown();
        assertThat(callers.awaitTermination(30, TimeUnit.SECONDS))
                .as("every call ends")
                .isTrue();
    }
}
