package io.meshclient.discovery.kubernetes;

import io.meshclient.time.MeshRuntime;
import io.meshclient.time.RandomSource;
import io.meshclient.time.Ticker;
import io.meshclient.time.Timers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** A clock that stands still until a test moves it, and timers by it. For one thread. */
final class VirtualTime implements Ticker, Timers {

    private record Task(long due, Runnable task) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now;

    MeshRuntime runtime(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomSource source = random::nextLong;
        return new MeshRuntime(this, this, source);
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public long epochMillis() {
        return now / 1_000_000;
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        Task due = new Task(now + Math.max(0, delayNanos), task);
        tasks.add(due);
        return () -> tasks.remove(due);
    }

    int waiting() {
        return tasks.size();
    }

    void pass(long nanos) {
        now += nanos;
    }

    /** Goes to the next task and runs it; says how far that was. */
    long next() {
        Task next = tasks.stream().min(Comparator.comparingLong(Task::due)).orElseThrow();
        tasks.remove(next);
        long passed = next.due - now;
        now = next.due;
        next.task.run();
        return passed;
    }
}
