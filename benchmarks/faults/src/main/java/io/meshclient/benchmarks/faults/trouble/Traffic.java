package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.trial.Seen;
import io.meshclient.benchmarks.faults.trial.Stand;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import okhttp3.Request;

/** Four callers who call again and again, with a pause between, until they are told to end. */
final class Traffic {

    private static final int CALLERS = 4;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final List<Thread> callers;
    private volatile boolean ended;

    private Traffic(Stand stand, Request request) {
        callers = Stream.generate(() -> new Thread(() -> call(stand, request), "faults-caller"))
                .limit(CALLERS)
                .toList();
    }

    static Traffic begin(Stand stand, Request request) {
        Traffic traffic = new Traffic(stand, request);
        traffic.callers.forEach(Thread::start);
        return traffic;
    }

    private void call(Stand stand, Request request) {
        while (!ended) {
            seen.add(stand.call(request));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    void end() throws InterruptedException {
        ended = true;
        for (Thread caller : callers) {
            caller.join();
        }
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }
}
