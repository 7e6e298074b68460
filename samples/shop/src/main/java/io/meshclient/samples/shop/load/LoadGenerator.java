package io.meshclient.samples.shop.load;

import io.meshclient.samples.shop.Service;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Open-loop load: each call starts when it is due, whether or not earlier ones have come back, and is never repeated.
 *
 * <p>A slow answer therefore holds up nobody else, and a delay of the generator itself counts as latency.
 */
public final class LoadGenerator {
    private static final long LAST_ANSWERS_SECONDS = 20;

    private final long[] due;
    private final ShopClient client;
    private final AtomicReferenceArray<Call> calls;
    private volatile boolean ended;

    /** A generator for one run. */
    public LoadGenerator(long[] due, ShopClient client) {
        this.due = due;
        this.client = client;
        this.calls = new AtomicReferenceArray<>(due.length);
    }

    /** Makes all calls, the first at this time of {@link System#nanoTime()} plus its arrival. */
    public List<Call> run(long startNanos) throws InterruptedException {
        ExecutorService callers = Executors.newCachedThreadPool();
        int made = 0;
        for (int i = 0; i < due.length && !ended; i++) {
            int sequence = i;
            waitUntil(startNanos + due[i]);
            callers.execute(() -> calls.set(sequence, make(sequence, startNanos + due[sequence])));
            made++;
        }
        callers.shutdown();
        if (!callers.awaitTermination(LAST_ANSWERS_SECONDS, TimeUnit.SECONDS)) {
            callers.shutdownNow();
        }
        return IntStream.range(0, made).mapToObj(this::result).toList();
    }

    /** No further calls; those under way still count. */
    void end() {
        ended = true;
    }

    private Call make(int sequence, long dueAt) {
        Service service = Service.ofCall(sequence);
        try {
            Answer answer = client.call(service, sequence);
            long latency = System.nanoTime() - dueAt;
            Fate fate = Fate.of(answer, service, sequence, latency);
            return call(sequence, latency, fate, fate.lost() ? answer.toString() : "");
        } catch (Exception e) {
            return call(sequence, System.nanoTime() - dueAt, Fate.EXCEPTION, describe(e));
        }
    }

    private Call result(int sequence) {
        Call call = calls.get(sequence);
        return call != null
                ? call
                : call(sequence, TimeUnit.SECONDS.toNanos(LAST_ANSWERS_SECONDS), Fate.LATE, "it never ended");
    }

    private Call call(int sequence, long latencyNanos, Fate fate, String detail) {
        return new Call(
                sequence,
                TimeUnit.NANOSECONDS.toMicros(due[sequence]),
                TimeUnit.NANOSECONDS.toMicros(latencyNanos),
                fate,
                detail);
    }

    private static String describe(Exception e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root == e ? e.toString() : e + " <- " + root;
    }

    private static void waitUntil(long nanos) throws InterruptedException {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
