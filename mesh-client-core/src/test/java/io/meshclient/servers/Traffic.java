package io.meshclient.servers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.Mesh;
import io.meshclient.outcome.AttemptReport;
import io.meshclient.outcome.CallReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Calls at a steady rate, open loop, while something happens to the servers. A call is lost if it ends with an exception, a
 * status of 400 or more, another body than {@link Site#BODY}, or later than after five seconds.
 */
final class Traffic {

    private static final Duration LATE = Duration.ofSeconds(5);

    private final OkHttpClient client;
    private final IntFunction<Request> requests;
    private final ExecutorService callers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "caller");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger done = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> lost = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<AttemptReport> attempts = new ConcurrentLinkedQueue<>();

    private Traffic(OkHttpClient client, IntFunction<Request> requests) {
        this.client = client;
        this.requests = requests;
    }

    /** Something that is done to servers. */
    interface Trouble {
        void happen() throws Exception;
    }

    /** Calls until the trouble is over; each request is made of its number. */
    static Traffic during(Trouble trouble, int perSecond, OkHttpClient client, IntFunction<Request> requests)
            throws Exception {
        Traffic traffic = new Traffic(client, requests);
        traffic.call(0); // classes load outside of the time that is measured
        Thread caller = new Thread(() -> traffic.run(perSecond), "traffic");
        caller.start();
        try {
            trouble.happen();
        } finally {
            caller.interrupt();
            caller.join();
            traffic.awaitCallers();
        }
        return traffic;
    }

    /** So many callers make so many calls in all, each its next when it has its answer. */
    static Traffic of(int callers, int calls, OkHttpClient client, IntFunction<Request> requests) throws Exception {
        Traffic traffic = new Traffic(client, requests);
        AtomicInteger next = new AtomicInteger();
        for (int i = 0; i < callers; i++) {
            traffic.callers.execute(() -> {
                for (int number = next.getAndIncrement(); number < calls; number = next.getAndIncrement()) {
                    traffic.call(number);
                }
            });
        }
        traffic.awaitCallers();
        return traffic;
    }

    /** Lets the traffic go on. */
    static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void run(int perSecond) {
        long begin = System.nanoTime();
        for (int number = 1; !Thread.currentThread().isInterrupted(); number++) {
            LockSupport.parkNanos(begin + number * 1_000_000_000L / perSecond - System.nanoTime());
            int current = number;
            callers.execute(() -> call(current));
        }
    }

    private void awaitCallers() throws InterruptedException {
        callers.shutdown();
        assertThat(callers.awaitTermination(30, TimeUnit.SECONDS))
                .as("every call ends")
                .isTrue();
    }

    private void call(int number) {
        long begin = System.nanoTime();
        try (Response response = client.newCall(requests.apply(number)).execute()) {
            CallReport report = requireNonNull(Mesh.reportOf(response));
            attempts.addAll(report.attempts());
            String body = response.body().string();
            long nanos = System.nanoTime() - begin;
            if (response.code() >= 400 || !body.equals(Site.BODY)) {
                lost.add(number + ": " + report.summary() + ", body " + body);
            } else if (nanos > LATE.toNanos()) {
                lost.add(number + ": late, " + report.summary());
            }
        } catch (IOException e) {
            lost.add(number + ": " + e);
        } finally {
            done.incrementAndGet();
        }
    }

    int calls() {
        return done.get();
    }

    List<String> lost() {
        return List.copyOf(lost);
    }

    /** How the attempts of all calls that were answered ended: how many of each. */
    Map<String, Integer> outcomes() {
        Map<String, Integer> counts = new TreeMap<>();
        attempts.forEach(attempt -> counts.merge(attempt.outcome().label(), 1, Integer::sum));
        return counts;
    }

    /** Attempts that had to be made good. */
    Set<String> failures() {
        Set<String> failures = new TreeSet<>(outcomes().keySet());
        failures.remove("200");
        return failures;
    }

    Traffic lostNothing() {
        assertThat(lost())
                .as("lost of %s calls; attempts %s", calls(), outcomes())
                .isEmpty();
        return this;
    }
}
