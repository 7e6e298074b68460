package io.meshclient.okhttp;

import io.meshclient.policy.ConnectionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ties one front to one endpoint: its address, the pool that new calls use, and those that drain: of connections that
 * have fallen silent, that lead to an address which the endpoint has left, or that were made by other settings. Safe for use
 * by many threads.
 */
final class EndpointBinding {

    private static final Logger LOG = LoggerFactory.getLogger(EndpointBinding.class);

    private final Front front;
    private final EndpointAddress address;
    private @Nullable ConnectionAges ages; // where an age is set
    private volatile List<EndpointPool> draining = List.of(); // never changed
    private volatile @Nullable EndpointPool current;
    private boolean released;

    EndpointBinding(Front front, EndpointAddress address) {
        this.front = front;
        this.address = address;
    }

    EndpointAddress address() {
        return address;
    }

    synchronized ConnectionAges ages() {
        ConnectionAges known = ages == null ? new ConnectionAges() : ages;
        ages = known;
        return known;
    }

    /** The pool for a new call. */
    EndpointPool pool(ConnectionPolicy policy, long now) {
        EndpointPool pool = current;
        if (pool == null || !pool.isFor(policy)) {
            return renew(pool, policy, now);
        }
        if (pool.isSilent(now)) {
            tell("a ping is not answered; new calls get a new connection", now);
            return renew(pool, policy, now);
        }
        if (pool.isResolutionDue(now)) {
            resolve(pool, now);
        }
        return pool;
    }

    private EndpointPool renew(@Nullable EndpointPool old, ConnectionPolicy policy, long now) {
        EndpointPool fresh = replace(old, policy, now);
        if (old != null) {
            old.retire();
            draining.forEach(this::drain);
        }
        return fresh;
    }

    private synchronized EndpointPool replace(@Nullable EndpointPool old, ConnectionPolicy policy, long now) {
        EndpointPool known = current;
        if (known != old && known != null) {
            return known; // somebody was quicker
        }
        EndpointPool fresh = new EndpointPool(front, address, policy, now);
        current = fresh;
        if (old != null) {
            List<EndpointPool> more = new ArrayList<>(draining);
            more.add(old);
            draining = more;
        }
        if (released) {
            fresh.retire();
        }
        return fresh;
    }

    private void tell(String what, long now) {
        if (front.mayTell(now)) {
            LOG.info("{}: {}", address, what);
        } else {
            LOG.debug("{}: {}", address, what);
        }
    }

    /**
     * An attempt that used it has ended and brought its connection back. One that lost against another may do so after its endpoint
     * or the mesh is gone: its call, and with it its place there, ended before.
     */
    void ended(EndpointPool pool) {
        if (pool.isRetired()) {
            drain(pool);
        } else if (front.isClosed()) {
            pool.evict();
        }
    }

    private void drain(EndpointPool pool) {
        pool.evict();
        if (pool.connections().connectionCount() == 0) { // an attempt that makes one later closes it at its end
            front.forget(pool.connections());
            forget(pool);
        }
    }

    private synchronized void forget(EndpointPool pool) {
        List<EndpointPool> fewer = new ArrayList<>(draining);
        fewer.remove(pool);
        draining = List.copyOf(fewer);
    }

    /** So many attempts in a row heard nothing on a connection of it that there is no use in another one. */
    void fellSilent(EndpointPool pool, Http2Line line, long now) {
        if (current != pool || pool.isRetired()) {
            return;
        }
        tell("attempts time out and not a byte comes; new calls get a new connection", now);
        renew(pool, pool.policy(), now);
        if (!pool.isPinged()) {
            line.closeIfSilent(front.timers());
        }
    }

    /** Not on the caller's thread: a name server may take its time. */
    private void resolve(EndpointPool pool, long now) {
        try {
            front.threads().execute(() -> {
                if (current == pool && pool.isLeft()) {
                    tell("its name has lost an address; connections drain", now);
                    renew(pool, pool.policy(), now);
                }
            });
        } catch (RejectedExecutionException closed) {
            // so is the mesh
        }
    }

    /** Closes idle connections: after one was found dead all are. */
    void evict() {
        EndpointPool pool = current;
        if (pool != null) {
            pool.evict();
        }
        draining.forEach(EndpointPool::evict);
    }

    /** The endpoint is gone and has no call left. */
    void release() {
        EndpointPool last = lastPool();
        if (last != null) {
            last.retire();
            drain(last);
        }
        draining.forEach(this::drain);
    }

    private synchronized @Nullable EndpointPool lastPool() {
        released = true;
        return current;
    }
}
