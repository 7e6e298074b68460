package io.meshclient.discovery.dns;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** GETs at a steady rate, whether or not earlier ones have been answered, until it is closed; it knows which were lost. */
final class SteadyLoad implements AutoCloseable {

    /** Only a stuck call is as late as this on a busy machine. */
    private static final Duration LATE = Duration.ofSeconds(5);

    private final OkHttpClient client;
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final ConcurrentLinkedQueue<String> lost = new ConcurrentLinkedQueue<>();
    private final AtomicLong done = new AtomicLong();
    private final Thread clock;
    private volatile boolean ended;

    SteadyLoad(OkHttpClient client, int callsPerSecond) {
        this.client = client;
        this.clock = new Thread(() -> run(callsPerSecond), "steady-load");
        clock.start();
    }

    private void run(int callsPerSecond) {
        long begin = System.nanoTime();
        for (long i = 0; !ended; i++) {
            long due = begin + i * 1_000_000_000L / callsPerSecond;
            LockSupport.parkNanos(due - System.nanoTime());
            callers.execute(this::call);
        }
    }

    private void call() {
        long begin = System.nanoTime();
        try (Response response = client.newCall(
                        new Request.Builder().url("http://orders/items/7").build())
                .execute()) {
            String body = Objects.requireNonNull(response.body()).string();
            if (response.code() != 200 || !body.equals(Instance.BODY)) {
                lost.add(response.code() + " " + body);
            }
        } catch (IOException e) {
            lost.add(e.toString());
        }
        if (System.nanoTime() - begin > LATE.toNanos()) {
            lost.add("late by " + Duration.ofNanos(System.nanoTime() - begin));
        }
        done.incrementAndGet();
    }

    long done() {
        return done.get();
    }

    List<String> lost() {
        return List.copyOf(lost);
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        clock.join();
        callers.shutdown();
        if (!callers.awaitTermination(30, TimeUnit.SECONDS)) {
            lost.add("some calls hang");
        }
    }
}
