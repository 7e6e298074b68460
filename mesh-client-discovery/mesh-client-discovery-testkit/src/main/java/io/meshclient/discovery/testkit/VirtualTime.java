package io.meshclient.discovery.testkit;

import io.meshclient.time.MeshRuntime;
import io.meshclient.time.Ticker;
import io.meshclient.time.Timers;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Time that stands still until a test moves it, timers by it, and chance that repeats. For one thread. */
final class VirtualTime implements Ticker, Timers {

    private record Task(long due, long number, Runnable work) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
    private final SplittableRandom random = new SplittableRandom(1);
    private long numbers;
    private long now;

    MeshRuntime runtime() {
        return new MeshRuntime(this, this, random::nextLong);
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
    public Timer schedule(long delayNanos, Runnable work) {
        Task task = new Task(now + Math.max(0, delayNanos), numbers++, work);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** Whatever becomes due runs at its own time. */
    void advance(Duration by) {
        long end = now + by.toNanos();
        for (Task next = tasks.peek(); next != null && next.due <= end; next = tasks.peek()) {
            tasks.remove();
            now = next.due;
            next.work.run();
        }
        now = end;
    }
}
