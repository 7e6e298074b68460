package io.meshclient.benchmarks.faults.target;

import io.meshclient.Mesh;
import io.meshclient.benchmarks.faults.trial.Stand;
import io.meshclient.outcome.AttemptReport;
import io.meshclient.outcome.CallReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Calls at a steady rate, whatever becomes of those before; latency counts from when a call should have begun. Every tenth is
 * a POST, the others are GETs. A call is lost if it ends with an exception, a status of 500 or more, another body than the
 * item, or more than {@link #LATE} after it should have begun.
 */
final class OpenLoad {

    static final int PER_SECOND = 500;
    static final Duration LATE = Duration.ofSeconds(2);

    private static final int POST_EVERY = 10;
    private static final long LAST_CALLS_SECONDS = 40;
    private static final RequestBody ORDER = RequestBody.create(new byte[64]);
    private static final String URL = "http://" + Stand.SERVICE + "/items/7";
    private static final Request GET = new Request.Builder().url(URL).build();
    private static final Request POST =
            new Request.Builder().url(URL).post(ORDER).build();

    private final OkHttpClient client;
    private final ExecutorService callers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "caller");
        thread.setDaemon(true);
        return thread;
    });
    private final ConcurrentLinkedQueue<Call> done = new ConcurrentLinkedQueue<>();
    private final Thread pacer = new Thread(this::pace, "pacer");
    private final long began = System.nanoTime();

    private OpenLoad(OkHttpClient client) {
        this.client = client;
    }

    static OpenLoad start(OkHttpClient client) {
        OpenLoad load = new OpenLoad(client);
        load.pacer.setDaemon(true);
        load.pacer.start();
        return load;
    }

    /** Nanoseconds since it began. */
    long now() {
        return System.nanoTime() - began;
    }

    /** Lets it go on. */
    void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Those that have ended. */
    Calls soFar() {
        return new Calls(List.copyOf(done));
    }

    /** No more calls; returns when all have ended. */
    Calls stop() throws IOException {
        try {
            pacer.interrupt();
            pacer.join();
            callers.shutdown();
            if (!callers.awaitTermination(LAST_CALLS_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("a call hangs after its call timeout");
            }
            return new Calls(List.copyOf(done));
        } catch (InterruptedException e) {
            throw Commands.interrupted(e);
        } finally {
            callers.shutdownNow();
        }
    }

    private void pace() {
        for (int number = 0; !Thread.currentThread().isInterrupted(); number++) {
            long due = number * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
            for (long early = due - now(); early > 0 && !Thread.currentThread().isInterrupted(); early = due - now()) {
                LockSupport.parkNanos(early);
            }
            boolean post = number % POST_EVERY == 0;
            callers.execute(() -> done.add(call(due, post)));
        }
    }

    private Call call(long due, boolean post) {
        try (Response response = client.newCall(post ? POST : GET).execute()) {
            String body = response.body().string();
            String loss = loss(response, body, now() - due);
            return ended(due, post, Mesh.reportOf(response), loss);
        } catch (IOException | RuntimeException e) {
            return ended(due, post, CallReport.of(e), String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable String loss(Response response, String body, long latency) {
        if (response.code() >= 500) {
            return "status " + response.code();
        }
        if (!body.equals(ItemServer.ITEM)) {
            return "wrong body: " + body;
        }
        return latency > LATE.toNanos() ? "late by " + Duration.ofNanos(latency).toMillis() + " ms" : null;
    }

    private Call ended(long due, boolean post, @Nullable CallReport report, @Nullable String loss) {
        List<AttemptReport> attempts = report == null ? List.of() : report.attempts();
        String last =
                attempts.isEmpty() ? null : attempts.get(attempts.size() - 1).endpoint();
        return new Call(due, now() - due, !post, attempts.size(), last, loss);
    }
}
