package io.meshclient.simulation.loop;

import io.meshclient.time.Internal;
import io.meshclient.time.Ticker;
import io.meshclient.time.Timers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time: a heap of events, run one after another on the thread that calls {@link #runUntil}. Events of the same
 * time run in the order in which they were scheduled, so the same program gives the same history everywhere.
 */
@Internal
public final class EventLoop implements Ticker, Timers {

    private static final int ARITY = 4; // flatter than a binary heap: fewer cache misses on the way down
    private static final long WALL_CLOCK_START = 1_767_225_600_000L; // 2026-01-01T00:00:00Z

    private Event[] heap = new Event[1024];
    private int size;
    private long now;
    private long scheduled;
    private long handled;

    /** Nothing is due, and it is time 0. */
    public EventLoop() {}

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public long epochMillis() {
        return WALL_CLOCK_START + now / 1_000_000;
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        Event event = at(now + Math.max(0, delayNanos), task);
        return () -> cancel(event);
    }

    /**
     * Runs a task at a time.
     *
     * @param time nanoseconds; at once, after what is due already, if that is past
     * @param task what to run
     * @return a handle for {@link #cancel}
     */
    public Event at(long time, Runnable task) {
        Event event = new Event(Math.max(now, time), scheduled++, task);
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        up(size++, event);
        return event;
    }

    /**
     * Takes an event back; does nothing if it has run.
     *
     * @param event from {@link #at}; null for none
     */
    public void cancel(@Nullable Event event) {
        if (event == null || event.place < 0) {
            return;
        }
        int place = event.place;
        event.place = -1;
        Event last = heap[--size];
        if (last != event) {
            down(place, last);
            if (heap[place] == last) {
                up(place, last);
            }
        }
    }

    /**
     * Runs all events up to a time, also those that they schedule; afterwards it is that time.
     *
     * @param end nanoseconds
     */
    public void runUntil(long end) {
        while (size > 0 && heap[0].time <= end) {
            runNext();
        }
        now = Math.max(now, end);
    }

    /** Runs all events until nothing is due any more. */
    public void runToEnd() {
        while (size > 0) {
            runNext();
        }
    }

    private void runNext() {
        Event next = heap[0];
        next.place = -1;
        Event last = heap[--size];
        if (size > 0) {
            down(0, last);
        }
        now = next.time;
        handled++;
        next.task.run();
    }

    /**
     * Events run so far.
     *
     * @return a count
     */
    public long handled() {
        return handled;
    }

    private void up(int from, Event event) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) / ARITY;
            if (!event.before(heap[parent])) {
                break;
            }
            put(place, heap[parent]);
            place = parent;
        }
        put(place, event);
    }

    private void down(int from, Event event) {
        int place = from;
        for (int child = place * ARITY + 1; child < size; child = place * ARITY + 1) {
            int least = child;
            int end = Math.min(child + ARITY, size);
            for (int other = child + 1; other < end; other++) {
                least = heap[other].before(heap[least]) ? other : least;
            }
            if (!heap[least].before(event)) {
                break;
            }
            put(place, heap[least]);
            place = least;
        }
        put(place, event);
    }

    private void put(int place, Event event) {
        heap[place] = event;
        event.place = place;
    }

    /** A task that is due at a time. */
    public static final class Event {
        private final long time;
        private final long number;
        private final Runnable task;
        private int place;

        private Event(long time, long number, Runnable task) {
            this.time = time;
            this.number = number;
            this.task = task;
        }

        private boolean before(Event other) {
            return time < other.time || time == other.time && number < other.number;
        }
    }
}
