package io.meshclient.discovery.testkit;

import io.meshclient.Mesh;
import io.meshclient.outcome.CallReport;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * GETs of {@code http://orders/} at a steady rate, whether or not earlier ones have been answered; each is lost that is not
 * answered as an {@link Instance} does, or not within {@value #LATE_SECONDS} seconds.
 */
public final class Traffic implements AutoCloseable {

    private static final long LATE_SECONDS = 5;

    private static final Request GET =
            new Request.Builder().url("http://orders/").build();

    private final OkHttpClient client;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Traffic::daemon);
    private final ExecutorService callers = Executors.newCachedThreadPool(Traffic::daemon);
    private final Phaser underWay = new Phaser(1);
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private final ConcurrentLinkedQueue<String> lost = new ConcurrentLinkedQueue<>();

    /**
     * Begins.
     *
     * @param client as {@code Mesh.wrap} makes it
     * @param perSecond calls
     */
    public Traffic(OkHttpClient client, int perSecond) {
        this.client = client;
        long gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
        clock.scheduleAtFixedRate(this::send, 0, gap, TimeUnit.NANOSECONDS);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "traffic");
        thread.setDaemon(true);
        return thread;
    }

    private void send() {
        underWay.register();
        callers.execute(() -> {
            try {
                call();
            } finally {
                underWay.arriveAndDeregister();
            }
        });
    }

    private void call() {
        calls.incrementAndGet();
        long begin = System.nanoTime();
        try (Response response = client.newCall(GET).execute()) {
            String body = response.body().string();
            if (response.code() != 200 || !body.equals(Instance.BODY)) {
                lost.add(response.code() + " " + body);
            } else if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(LATE_SECONDS)) {
                lost.add("answered late");
            }
            count(Mesh.reportOf(response));
        } catch (IOException | RuntimeException e) {
            lost.add(String.valueOf(e));
        }
    }

    private void count(@Nullable CallReport report) {
        if (report != null) {
            retries.addAndGet(report.attempts().size() - 1L);
        }
    }

    /**
     * How many have begun.
     *
     * @return calls, not attempts
     */
    public long calls() {
        return calls.get();
    }

    /**
     * How many attempts there were beside the first of each call that was answered.
     *
     * @return retries
     */
    public long retries() {
        return retries.get();
    }

    /**
     * What became of the calls that were lost.
     *
     * @return an entry for each
     */
    public List<String> lost() {
        return List.copyOf(lost);
    }

    /** Ends it, when the calls under way have been answered. */
    @Override
    public void close() {
        clock.shutdown();
        try {
            clock.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        underWay.arriveAndAwaitAdvance();
        callers.shutdown();
    }
}
