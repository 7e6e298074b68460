package io.meshclient.discovery.eureka;

import static java.util.Objects.requireNonNull;

import io.meshclient.Mesh;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** GETs at a steady rate, whether or not earlier ones were answered. */
final class Load implements AutoCloseable {

    private static final Request GET =
            new Request.Builder().url("http://orders/").build();

    private final OkHttpClient client;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Load::daemon);
    private final ExecutorService callers = Executors.newCachedThreadPool(Load::daemon);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger retries = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> lost = new ConcurrentLinkedQueue<>();

    Load(OkHttpClient client, int perSecond) {
        this.client = client;
        clock.scheduleAtFixedRate(
                () -> callers.execute(this::call), 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        return thread;
    }

    private void call() {
        calls.incrementAndGet();
        try (Response response = client.newCall(GET).execute()) {
            String body = response.body().string();
            if (response.code() != 200 || !body.equals(OrdersInstance.BODY)) {
                lost.add(response.code() + " " + body);
            }
            retries.addAndGet(requireNonNull(Mesh.reportOf(response)).attempts().size() - 1);
        } catch (IOException | RuntimeException e) {
            lost.add(e.toString());
        }
    }

    int calls() {
        return calls.get();
    }

    int retries() {
        return retries.get();
    }

    List<String> lost() {
        return List.copyOf(lost);
    }

    /** Ends it when what is under way has been answered. */
    @Override
    public void close() throws InterruptedException {
        clock.shutdown();
        clock.awaitTermination(30, TimeUnit.SECONDS);
        callers.shutdown();
        if (!callers.awaitTermination(30, TimeUnit.SECONDS)) {
            lost.add("calls that never end");
        }
    }
}
