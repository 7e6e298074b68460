package io.meshclient.discovery;

import io.meshclient.endpoint.EndpointSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a source said and nobody has looked at yet: the newest set, and the failure that came after it. Of several sets only
 * the newest counts, which is what coalescing is. Safe for use by many threads.
 */
final class Mailbox implements Listener {

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable EndpointSet set; // guarded by lock
    private @Nullable Throwable failure; // guarded by lock

    @Override
    public void onEndpoints(EndpointSet newest) {
        lock.lock();
        try {
            set = newest;
            failure = null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onFailure(Throwable newest) {
        lock.lock();
        try {
            failure = newest;
        } finally {
            lock.unlock();
        }
    }

    /** Takes what there is, the set first, as it came first. */
    void empty(Consumer<EndpointSet> answered, Consumer<Throwable> failed) {
        EndpointSet newestSet;
        Throwable newestFailure;
        lock.lock();
        try {
            newestSet = set;
            newestFailure = failure;
            set = null;
            failure = null;
        } finally {
            lock.unlock();
        }
        if (newestSet != null) {
            answered.accept(newestSet);
        }
        if (newestFailure != null) {
            failed.accept(newestFailure);
        }
    }
}
