package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.server.Http1;
import io.meshclient.benchmarks.faults.server.Line;
import io.meshclient.benchmarks.faults.server.TcpServer;
import io.meshclient.benchmarks.faults.trial.Finding;
import io.meshclient.benchmarks.faults.trial.Heap;
import io.meshclient.benchmarks.faults.trial.LeakProbe;
import io.meshclient.benchmarks.faults.trial.Measure;
import io.meshclient.benchmarks.faults.trial.Seen;
import io.meshclient.benchmarks.faults.trial.Stand;
import io.meshclient.benchmarks.faults.trial.Trial;
import io.meshclient.outcome.AttemptReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The course of most trials: one call to the bad endpoint alone, calls with two good ones beside it, many to it alone; and
 * after each whether anything is left behind. Not for use by several threads.
 */
final class Course {

    /** What many faulty calls may leave of the heap: what is made once (classes, statistics), and next to nothing for each. */
    private static final int HEAP_ONCE = 1 << 20;

    private static final int HEAP_EACH = 16;
    private static final Duration HEAP_PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String BESIDE = "beside two";
    private static final int CALLERS = 8;
    private static final int CALLERS_IN_A_HURRY = 32;
    private static final int WARM = 100;
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final int MOST_TURNS = 100;
    private static final int MESSAGE_LENGTH = 240;

    private final Trial trial;
    private final Caller caller;
    private final LeakProbe probe;
    private final List<String> saw = new ArrayList<>();
    private final List<Measure> measures = new ArrayList<>();
    private final List<Measure> leaks = new ArrayList<>();
    private int underWay;

    Course(Trial trial, Caller caller) throws IOException {
        this.trial = trial;
        this.caller = caller;
        probe = trial.leakProbe();
    }

    /** A fresh mesh of this caller's. */
    Stand stand(List<String> endpoints) {
        return caller.stand(trial, endpoints);
    }

    /** The first of everything takes long in a JVM: a good endpoint is called, with time enough. */
    void warmUp() throws IOException {
        try (TcpServer good = caller.good();
                Stand stand =
                        caller.orders(orders -> orders.connectTimeout(LONG)).stand(trial, List.of(good.endpoint()))) {
            for (int i = 0; i < WARM; i++) {
                stand.call(caller.request());
            }
        }
    }

    /** One call, to an endpoint without any other. */
    void alone(String endpoint, Expected expected) throws IOException {
        try (Stand stand = stand(List.of(endpoint))) {
            see("alone", stand.call(caller.request()), expected);
            givenBack(stand);
        }
    }

    /** What one call saw, told with its message. */
    void see(String when, Seen seen, Expected expected) {
        saw.add(when + ": " + seen.inShort() + (seen.failure() == null ? "" : " (`" + message(seen) + "`)"));
        measures.add(Measure.holds(when + " " + expected.what(), expected.isWhat(seen)));
        measures.add(Measure.time(when + " after", seen.nanos(), expected.within(trial)));
    }

    /** Calls with two good endpoints beside the bad one, which must have met some of them. */
    void beside(String endpoint, Most most) throws IOException, InterruptedException {
        beside(BESIDE, endpoint, caller, most, stand -> {});
    }

    /** The same with a {@code per-try-timeout}. */
    void besideWith(Wait perTry, String endpoint, Most most) throws IOException, InterruptedException {
        Caller how = caller.orders(orders -> orders.perTryTimeout(perTry.setting(trial)));
        beside(BESIDE + " with " + perTry.why(), endpoint, how, most, stand -> {});
    }

    private void beside(String when, String endpoint, Caller how, Most most, Step first)
            throws IOException, InterruptedException {
        try (TcpServer good = how.good();
                TcpServer better = how.good();
                Stand stand = how.stand(trial, List.of(good.endpoint(), endpoint, better.endpoint()))) {
            first.with(stand);
            int count = trial.count(most.calls(), most.calls() / 5);
            List<Seen> seen = new ArrayList<>(stand.calls(how.request(), count, CALLERS));
            while (seen.stream().noneMatch(call -> met(call, endpoint)) && seen.size() < count * MOST_TURNS) {
                seen.addAll(stand.calls(how.request(), count, CALLERS)); // the balancer had no reason to ask it yet
            }
            beside(when, endpoint, seen, most);
            givenBack(stand);
        }
    }

    /** The same of a line that is cut when all endpoints have been called. */
    void besideCut(Line line, Wait perTry, Most most) throws IOException, InterruptedException {
        Caller how = caller.orders(orders -> orders.perTryTimeout(perTry.setting(trial)));
        String when = BESIDE + (perTry == Wait.NONE ? "" : " with " + perTry.why());
        beside(when, line.endpoint(), how, most, stand -> {
            stand.calls(how.request(), WARM, CALLERS);
            line.cut();
        });
    }

    /** Calls one after another with two good endpoints beside the bad one, as long as something else is done. */
    void besideWhile(String endpoint, Most most, Step doing) throws IOException, InterruptedException {
        try (TcpServer good = caller.good();
                TcpServer better = caller.good();
                Stand stand = stand(List.of(good.endpoint(), endpoint, better.endpoint()))) {
            stand.calls(caller.request(), WARM, CALLERS);
            Traffic traffic = Traffic.begin(stand, caller.request());
            try {
                doing.with(stand);
            } finally {
                traffic.end();
            }
            beside(BESIDE, endpoint, traffic.seen(), most);
            givenBack(stand);
        }
    }

    void beside(String endpoint, List<Seen> seen, Most most) {
        beside(BESIDE, endpoint, seen, most);
    }

    private void beside(String when, String endpoint, List<Seen> seen, Most most) {
        long lost = seen.stream()
                .filter(call -> call.isLost() || !call.body().equals(Http1.OK))
                .count();
        long met = seen.stream().filter(call -> met(call, endpoint)).count();
        saw.add("%s: %d of %d calls met it, %d lost%s".formatted(when, met, seen.size(), lost, firstLost(seen)));
        measures.add(Measure.holds(when + " it was met", met > 0));
        measures.add(Measure.count(when + " lost", lost, most.lost()));
        measures.add(Measure.time(
                when + " slowest", seen.stream().mapToLong(Seen::nanos).max().orElse(0), most.within(trial)));
    }

    /** Many calls to the bad endpoint alone: what they cost the heap when it is over. */
    void many(String endpoint, int full, int quick) throws IOException, InterruptedException {
        many(List.of(endpoint), caller, CALLERS, trial.count(full, quick));
    }

    /** The same of calls that give up at once, to endpoints that let their callers wait. */
    void manyInAHurry(String endpoint, int full, int quick) throws IOException, InterruptedException {
        many(List.of(endpoint), caller.inAHurry(), CALLERS_IN_A_HURRY, trial.count(full, quick));
    }

    void many(List<String> endpoints, Caller how, int callers, int count) throws IOException, InterruptedException {
        try (Stand stand = how.stand(trial, endpoints)) {
            AtomicInteger failed = new AtomicInteger();
            Consumer<Seen> told = seen -> failed.addAndGet(seen.failure() == null ? 0 : 1);
            stand.calls(how.request(), count / 4, callers, told);
            long before = settledHeap(how);
            stand.calls(how.request(), count - count / 4, callers, told);
            leaks.add(heapSince(before, count));
            leaks.add(probe.open(endpoints.size() * (2 * callers + 1)));
            saw.add("alone: %,d of %,d calls failed".formatted(failed.get(), count));
            givenBack(stand);
        }
    }

    /** Callers in a hurry have given up all connections; the servers' threads take note of it in time. */
    private long settledHeap(Caller how) throws IOException {
        if (how.isInAHurry()) {
            probe.awaitEndOf(TcpServer.SERVING);
        }
        return Heap.used();
    }

    /** What a leak holds is still held after ten seconds; what connections that were given up hold is not. */
    private static Measure heapSince(long before, int calls) {
        long end = System.nanoTime() + HEAP_PATIENCE.toNanos();
        Measure measure = heap(Heap.used() - before, calls);
        while (!measure.isMet() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
            measure = heap(Heap.used() - before, calls);
        }
        return measure;
    }

    private static Measure heap(long grown, int calls) {
        double kib = 1024;
        return new Measure("heap", Math.max(0, grown) / kib, (HEAP_ONCE + (long) HEAP_EACH * calls) / kib, " KiB");
    }

    /** What the heap has more than before, when connections and mesh are closed. */
    void leftOf(long before) {
        leaks.add(heapSince(before, 0));
    }

    static long attemptsAt(String endpoint, List<Seen> seen) {
        return seen.stream()
                .filter(call -> call.report() != null)
                .flatMap(call -> call.report().attempts().stream())
                .filter(attempt -> attempt.endpoint().equals(endpoint))
                .count();
    }

    void measure(Measure measure) {
        measures.add(measure);
    }

    void saw(String what) {
        saw.add(what);
    }

    /** Every admission completed? */
    void givenBack(Stand stand) throws IOException {
        underWay += (int) LeakProbe.inFlight(stand.mesh()).value();
    }

    /** To be asked when all servers are closed. */
    Finding finding(String where) throws IOException {
        leaks.add(0, Measure.count("in flight", underWay, 0));
        leaks.addAll(probe.afterwards());
        return new Finding(String.join("; ", saw), where, measures, leaks);
    }

    private static boolean met(Seen seen, String endpoint) {
        return seen.report() != null
                && seen.report().attempts().stream()
                        .map(AttemptReport::endpoint)
                        .anyMatch(endpoint::equals);
    }

    private static String firstLost(List<Seen> seen) {
        String kinds =
                seen.stream().filter(Seen::isLost).map(Seen::inShort).distinct().collect(Collectors.joining(", "));
        return kinds.isEmpty() ? "" : " (" + kinds + ")";
    }

    private static String message(Seen seen) {
        String message = seen.message().replace('`', '\'');
        return message.length() <= MESSAGE_LENGTH ? message : message.substring(0, MESSAGE_LENGTH) + "…";
    }

    /** Something that is done to a stand. */
    interface Step {
        void with(Stand stand) throws IOException, InterruptedException;
    }
}
