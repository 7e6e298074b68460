package io.meshclient.discovery.testkit;

import io.meshclient.discovery.Listener;
import io.meshclient.endpoint.EndpointSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** A listener that writes down what it hears, and on which occasions it was called twice at the same time. */
final class Heard implements Listener {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<EndpointSet> sets = new ArrayList<>(); // guarded by lock
    private final List<Throwable> failures = new ArrayList<>(); // guarded by lock
    private int inside; // guarded by lock
    private boolean overlapped; // guarded by lock

    @Override
    public void onEndpoints(EndpointSet set) {
        note(() -> sets.add(set));
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

    List<EndpointSet> sets() {
        lock.lock();
        try {
            return List.copyOf(sets);
        } finally {
            lock.unlock();
        }
    }

    List<Throwable> failures() {
        lock.lock();
        try {
            return List.copyOf(failures);
        } finally {
            lock.unlock();
        }
    }

    int calls() {
        lock.lock();
        try {
            return sets.size() + failures.size();
        } finally {
            lock.unlock();
        }
    }

    boolean overlapped() {
        lock.lock();
        try {
            return overlapped;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until what was heard fits, and says whether it ever did. */
    boolean await(Duration patience, Predicate<Heard> fits) throws InterruptedException {
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
