package io.meshclient.testing;

import io.meshclient.time.MeshRuntime;
import io.meshclient.time.RandomSource;
import io.meshclient.time.Ticker;
import io.meshclient.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until a test moves it, with timers that fire while it moves and randomness that repeats.
 * Safe for use by many threads; timer tasks run on the thread that calls {@link #advance}, in the order in which they are
 * due, never inside {@link #schedule}. An exception of a task leaves {@code advance}: a test should see it.
 */
public final class VirtualTime implements Ticker, Timers {

    /** Where {@link #epochMillis()} begins: a second without fractions, so that HTTP dates are exact. */
    public static final Instant WALL_CLOCK_START = Instant.parse("2026-01-01T00:00:00Z");

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Pending> pending = new ArrayList<>();
    private final long origin;
    private final RandomSource random;
    private long now;
    private long wallClockMillis = WALL_CLOCK_START.toEpochMilli();

    /** Starts at an origin that is not 0, with seed 1. */
    public VirtualTime() {
        this(1L);
    }

    /**
     * Starts at an origin that is not 0.
     *
     * @param seed of {@link #random()}
     */
    public VirtualTime(long seed) {
        this(seed, 1_000_000_000_000L);
    }

    private VirtualTime(long seed, long origin) {
        this.random = seeded(seed);
        this.origin = origin;
        this.now = origin;
    }

    /**
     * Time whose {@link #nanos()} begin at a given reading: negative, or shortly before they wrap around.
     *
     * @param nanos the first reading
     * @return with seed 1
     */
    public static VirtualTime startingAt(long nanos) {
        return new VirtualTime(1L, nanos);
    }

    /**
     * Randomness that repeats: SplitMix64.
     *
     * @param seed any
     * @return a source for many threads
     */
    public static RandomSource seeded(long seed) {
        AtomicLong state = new AtomicLong(seed);
        return () -> mix(state.addAndGet(0x9E3779B97F4A7C15L));
    }

    /** This ticker, these timers and {@link #random()}. */
    public MeshRuntime runtime() {
        return new MeshRuntime(this, this, random);
    }

    /** The seeded source of {@link #runtime()}. */
    public RandomSource random() {
        return random;
    }

    @Override
    public long nanos() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long epochMillis() {
        lock.lock();
        try {
            return wallClockMillis + Duration.ofNanos(now - origin).toMillis();
        } finally {
            lock.unlock();
        }
    }

    /** How long the test has let time run. */
    public Duration elapsed() {
        return Duration.ofNanos(nanos() - origin);
    }

    /** Moves the wall clock alone, as an administrator does; {@link #nanos()} and timers do not notice. */
    public void jumpWallClock(Duration by) {
        lock.lock();
        try {
            wallClockMillis += by.toMillis();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        lock.lock();
        try {
            Pending timer = new Pending(now + Math.max(0, delayNanos), task);
            pending.add(timer);
            return () -> remove(timer);
        } finally {
            lock.unlock();
        }
    }

    /** Lets time pass; each task that becomes due runs at its own time, also one that another task has just scheduled. */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("Time does not run backwards: " + by);
        }
        long end = nanos() + by.toNanos();
        for (Pending due = takeDue(end); due != null; due = takeDue(end)) {
            due.task.run();
        }
        moveTo(end);
    }

    /** Runs what is due without letting time pass. */
    public void runDue() {
        advance(Duration.ZERO);
    }

    /**
     * Lets time pass until the next task, and runs it.
     *
     * @return false if nothing was pending
     */
    public boolean advanceToNext() {
        List<Pending> waiting = pending();
        if (waiting.isEmpty()) {
            return false;
        }
        advance(Duration.ofNanos(Math.max(0, waiting.get(0).dueNanos - nanos())));
        return true;
    }

    /** What has been scheduled and neither run nor cancelled, the next one first. */
    public List<Pending> pending() {
        lock.lock();
        try {
            List<Pending> waiting = new ArrayList<>(pending);
            waiting.sort((one, other) -> Long.compare(one.dueNanos - now, other.dueNanos - now));
            return List.copyOf(waiting);
        } finally {
            lock.unlock();
        }
    }

    /** How long until each pending task is due, the next one first. */
    public List<Duration> pendingDelays() {
        long at = nanos();
        return pending().stream()
                .map(timer -> Duration.ofNanos(timer.dueNanos - at))
                .toList();
    }

    private @Nullable Pending takeDue(long end) {
        lock.lock();
        try {
            Pending next = null;
            for (Pending timer : pending) { // the first of equals stays: first come, first run
                if (timer.dueNanos - end <= 0 && (next == null || timer.dueNanos - next.dueNanos < 0)) {
                    next = timer;
                }
            }
            if (next != null) {
                removeSame(next);
                now = next.dueNanos - now > 0 ? next.dueNanos : now;
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void moveTo(long end) {
        lock.lock();
        try {
            now = end - now > 0 ? end : now;
        } finally {
            lock.unlock();
        }
    }

    private void remove(Pending timer) {
        lock.lock();
        try {
            removeSame(timer);
        } finally {
            lock.unlock();
        }
    }

    private void removeSame(Pending timer) {
        pending.removeIf(other -> other == timer);
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A task that waits for its time. */
    public static final class Pending {
        private final long dueNanos;
        private final Runnable task;

        private Pending(long dueNanos, Runnable task) {
            this.dueNanos = dueNanos;
            this.task = task;
        }

        /** The reading of {@link #nanos()} at which it runs. */
        public long dueNanos() {
            return dueNanos;
        }
    }
}
