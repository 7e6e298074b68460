package io.meshclient.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A discovery over a source that is watched, for those who write one. However many listeners a target has, the source is
 * watched once for it: from the first subscription on, until the last has ended. What the watch says reaches all listeners
 * as {@link Discovery} promises: one call at a time, in order, of several sets only the newest, no call after the end; who
 * subscribes later hears at once what is known. Safe for use by many threads; it has none of its own.
 */
public final class WatchedDiscovery implements Discovery {

    private final Source source;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Watch> watches = new HashMap<>(); // guarded by lock
    private boolean closed; // guarded by lock

    /**
     * Watches a source.
     *
     * @param source what is watched; closed with this discovery
     */
    public WatchedDiscovery(Source source) {
        this.source = source;
    }

    /** What can be watched: one registry, one file, one name server. Safe for use by many threads. */
    public interface Source extends AutoCloseable {

        /**
         * Begins to watch a target. Not to block: what takes time happens on a thread of the source. Called at most once at
         * a time for each target.
         *
         * @param target what the source calls the service
         * @param heard may be called on any threads, also at once; sets are full ones, and of two the later call counts
         * @return ends the watch; what is said afterwards is not heard
         */
        Subscription watch(String target, Listener heard);

        /** Ends what all watches share, such as connections and threads; called once, after every watch has ended. */
        @Override
        void close();
    }

    @Override
    public Subscription subscribe(String target, Listener listener) {
        Watch watch;
        boolean first;
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The discovery is closed");
            }
            Watch known = watches.get(target);
            first = known == null;
            watch = known != null ? known : new Watch();
            watches.put(target, watch);
            watch.members++;
        } finally {
            lock.unlock();
        }
        Gate gate = new Gate();
        watch.shared.join(gate, listener);
        if (first) {
            begin(target, watch);
        }
        return new Membership(target, watch, gate);
    }

    private void begin(String target, Watch watch) {
        try {
            watch.shared.watchedBy(source.watch(target, watch.shared));
        } catch (RuntimeException e) {
            watch.shared.onFailure(e);
        }
    }

    @Override
    public void close() {
        List<Watch> all;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            all = new ArrayList<>(watches.values());
            watches.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(watch -> watch.shared.end());
        source.close();
    }

    /** How many targets are watched, for tests. */
    int watched() {
        lock.lock();
        try {
            return watches.size();
        } finally {
            lock.unlock();
        }
    }

    private static final class Watch {
        private final SharedWatch shared = new SharedWatch();
        private int members; // guarded by lock of the discovery
    }

    private final class Membership implements Subscription {
        private final String target;
        private @Nullable Watch watch; // guarded by lock; null once it has ended
        private final Gate gate;

        Membership(String target, Watch watch, Gate gate) {
            this.target = target;
            this.watch = watch;
            this.gate = gate;
        }

        @Override
        public void close() {
            gate.close();
            Watch left;
            boolean last;
            lock.lock();
            try {
                left = watch;
                if (left == null) {
                    return;
                }
                watch = null;
                left.members--;
                last = left.members == 0;
                if (last) {
                    watches.remove(target, left);
                }
            } finally {
                lock.unlock();
            }
            left.shared.leave(gate);
            if (last) {
                left.shared.end();
            }
        }
    }
}
