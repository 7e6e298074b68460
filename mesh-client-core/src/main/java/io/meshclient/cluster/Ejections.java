package io.meshclient.cluster;

import io.meshclient.guard.Ejection;
import io.meshclient.observe.EndpointEvent;
import io.meshclient.observe.EndpointEvent.Change;
import io.meshclient.observe.MeshObserver;
import io.meshclient.policy.OutlierPolicy;
import io.meshclient.time.MeshRuntime;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Outlier detection over a cluster: who may be ejected, and when each comes back. Ejections and returns are rare, so they
 * share a lock; after each, the cluster spreads its calls anew.
 */
final class Ejections implements EndpointListener {

    private final Cluster cluster;
    private final MeshRuntime runtime;
    private final MeshObserver observer;
    private final ReentrantLock lock = new ReentrantLock();

    Ejections(Cluster cluster, MeshRuntime runtime, MeshObserver observer) {
        this.cluster = cluster;
        this.runtime = runtime;
        this.observer = observer;
    }

    @Override
    public void failedInARow(EndpointState endpoint, int failures, long nowNanos) {
        OutlierPolicy policy = cluster.config().outlier();
        int limit = policy.consecutiveFailures();
        if (!policy.enabled() || limit == 0 || failures < limit || endpoint.isEjected()) {
            return;
        }
        String why = failures + " failures in a row";
        long length = 0;
        boolean allowed;
        lock.lock();
        try {
            allowed = mayEject(policy);
            if (allowed) {
                length = endpoint.eject(nowNanos, runtime.random(), why);
            }
        } finally {
            lock.unlock();
        }
        if (length > 0) {
            cluster.replan();
            runtime.timers().schedule(length, () -> restore(endpoint, false));
            tell(endpoint, Change.EJECTED, why, length);
        } else if (!allowed && failures == limit) { // once per run of failures, not once per call
            tell(endpoint, Change.EJECTION_SPARED, why + ", but too many are ejected, or it is the last", 0);
        }
    }

    private boolean mayEject(OutlierPolicy policy) {
        int ejected = 0;
        int usable = 0;
        int hosts = 0;
        for (EndpointState state : cluster.states()) {
            hosts++;
            ejected += state.isEjected() ? 1 : 0;
            usable += state.trusted() ? 1 : 0;
        }
        return Ejection.allowed(hosts, ejected, usable, policy.maxEjectionPercent());
    }

    private void restore(EndpointState endpoint, boolean early) {
        boolean was;
        lock.lock();
        try {
            was = endpoint.restore(runtime.ticker().nanos(), early);
        } finally {
            lock.unlock();
        }
        if (was && !endpoint.isRemoved()) {
            cluster.replan();
            tell(endpoint, Change.RESTORED, "", 0);
        }
    }

    /** What is switched off ends for those whom it had hit. */
    void reconfigured(OutlierPolicy newest) {
        for (EndpointState state : cluster.states()) {
            if (!newest.enabled() && state.isEjected()) {
                restore(state, true);
            }
            if (newest.holdOff().isZero()) {
                state.forgetHoldOff();
            }
        }
    }

    @Override
    public OutlierPolicy policy() {
        return cluster.config().outlier();
    }

    @Override
    public void heldOff(EndpointState endpoint, long forNanos) {
        tell(endpoint, Change.HELD_OFF, "a connection failed", forNanos);
    }

    @Override
    public void back(EndpointState endpoint) {
        tell(endpoint, Change.BACK, "", 0);
    }

    private void tell(EndpointState endpoint, Change change, String detail, long forNanos) {
        observer.endpointChanged(new EndpointEvent(cluster.name(), endpoint.key(), change, detail, forNanos));
    }
}
