package io.meshclient.okhttp;

import io.meshclient.cluster.EndpointState;
import io.meshclient.time.Internal;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.ConnectionPool;
import org.jspecify.annotations.Nullable;

/**
 * All wrapped clients of a mesh. A client is held weakly, for an application may wrap one for each of its tenants and drop
 * it; its connections are held strongly, and closed when the client is found to be garbage or the mesh closes. Safe for
 * use by many threads.
 */
@Internal
public final class Fronts {

    private final ReferenceQueue<Front> garbage = new ReferenceQueue<>();
    private final Set<Held> held = ConcurrentHashMap.newKeySet();

    /**
     * Remembers a wrapped client.
     *
     * @param front its inside
     */
    public void add(Front front) {
        closeGarbage();
        held.add(new Held(front, garbage));
    }

    /**
     * An endpoint is gone and has no call left: closes its connections.
     *
     * @param endpoint which
     */
    public void release(EndpointState endpoint) {
        closeGarbage();
        for (Held one : held) {
            Front front = one.get();
            if (front != null) {
                front.release(endpoint);
            }
        }
    }

    /** What checks of endpoints use: of whichever client is there; null if there is none. */
    @Nullable
    CheckClient checkClient() {
        for (Held one : held) {
            Front front = one.get();
            if (front != null) {
                return front.checkClient();
            }
        }
        return null;
    }

    /** Closes all idle connections, those of clients that are garbage included. */
    public void evict() {
        held.forEach(Held::evict);
    }

    private void closeGarbage() {
        for (Reference<?> one = garbage.poll(); one != null; one = garbage.poll()) {
            if (one instanceof Held found && held.remove(found)) {
                found.evict();
            }
        }
    }

    /** A pool knows nothing of its front, so that holding it keeps no client. */
    private static final class Held extends WeakReference<Front> {
        private final Set<ConnectionPool> pools;

        Held(Front front, ReferenceQueue<Front> garbage) {
            super(front, garbage);
            pools = front.pools();
        }

        void evict() {
            pools.forEach(ConnectionPool::evictAll);
        }
    }
}
