package io.meshclient.cluster;

import io.meshclient.observe.EndpointStatus;
import io.meshclient.observe.ServiceStats;
import io.meshclient.time.Internal;
import io.meshclient.time.Ticker;

/** A cluster's numbers, for gauges. */
@Internal
public final class ClusterStats implements ServiceStats {

    private final Cluster cluster;
    private final Ticker ticker;
    private volatile boolean lost;
    private volatile long lostAt;

    ClusterStats(Cluster cluster, Ticker ticker) {
        this.cluster = cluster;
        this.ticker = ticker;
    }

    /** The source of the endpoints fails from now on. */
    public void sourceLost() {
        lostAt = ticker.nanos();
        lost = true;
    }

    /** The source of the endpoints works, or there is a new one. */
    public void sourceBack() {
        lost = false;
    }

    @Override
    public int inFlight() {
        return cluster.calls().inUse();
    }

    @Override
    public int limit() {
        return cluster.limit();
    }

    @Override
    public int endpoints(EndpointStatus status) {
        int count = 0;
        for (EndpointState state : cluster.states()) {
            count += state.status() == status ? 1 : 0;
        }
        return count;
    }

    @Override
    public boolean hasEndpoint(String endpoint) {
        return cluster.state(endpoint) != null;
    }

    @Override
    public long ageNanos() {
        return lost ? Math.max(0, ticker.nanos() - lostAt) : 0;
    }
}
