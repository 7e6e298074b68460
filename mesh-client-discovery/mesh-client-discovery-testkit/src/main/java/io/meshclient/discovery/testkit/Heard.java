package io.meshclient.discovery.testkit;

import io.meshclient.discovery.Listener;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A listener that writes down what it hears, and whether it was ever called twice at the same time. Safe for use by many
 * threads.
 */
public final class Heard implements Listener {

    private final UnaryOperator<EndpointSet> seen;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<EndpointSet> sets = new ArrayList<>(); // guarded by lock
    private final List<Throwable> failures = new ArrayList<>(); // guarded by lock
    private int inside; // guarded by lock
    private boolean overlapped; // guarded by lock

    /** Writes down addresses only, for a source may know more of an endpoint than a test speaks of. */
    public Heard() {
        this(Heard::addresses);
    }

    private Heard(UnaryOperator<EndpointSet> seen) {
        this.seen = seen;
    }

    /**
     * Writes down everything that is said of endpoints.
     *
     * @return a new listener
     */
    public static Heard everything() {
        return new Heard(set -> set);
    }

    private static EndpointSet addresses(EndpointSet set) {
        return EndpointSet.of(set.endpoints().stream()
                .map(endpoint ->
                        Endpoint.builder(endpoint.host(), endpoint.port()).build())
                .toList());
    }

    @Override
    public void onEndpoints(EndpointSet set) {
        EndpointSet noted = seen.apply(set);
        note(() -> sets.add(noted));
    }

    @Override
    public void onFailure(Throwable failure) {
        note(() -> failures.add(failure));
    }

    private void note(Runnable entry) {
        lock.lock();
        try {
            overlapped |= inside > 0;
            inside++;
            entry.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        Thread.yield(); // whoever calls from two threads gets a chance to be seen
        lock.lock();
        try {
            inside--;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What was heard of endpoints.
     *
     * @return the sets, in their order
     */
    public List<EndpointSet> sets() {
        lock.lock();
        try {
            return List.copyOf(sets);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The newest set.
     *
     * @return an empty one if there is none yet
     */
    public EndpointSet last() {
        List<EndpointSet> all = sets();
        return all.isEmpty() ? EndpointSet.EMPTY : all.get(all.size() - 1);
    }

    /**
     * What was heard of failures.
     *
     * @return in their order
     */
    public List<Throwable> failures() {
        lock.lock();
        try {
            return List.copyOf(failures);
        } finally {
            lock.unlock();
        }
    }

    /**
     * How often it was called.
     *
     * @return sets and failures
     */
    public int calls() {
        lock.lock();
        try {
            return sets.size() + failures.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether it was ever called twice at the same time.
     *
     * @return true if so, which no discovery may do
     */
    public boolean overlapped() {
        lock.lock();
        try {
            return overlapped;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until what was heard fits.
     *
     * @param patience how long at most
     * @param fits looks at this listener
     * @return whether it ever did
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean await(Duration patience, Predicate<Heard> fits) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!fits.test(this)) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
