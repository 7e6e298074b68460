package io.meshclient.cluster;

import io.meshclient.observe.EndpointStatus;
import io.meshclient.observe.ServiceStats;
import io.meshclient.time.Internal;

/** A cluster's numbers, for gauges. */
@Internal
public final class ClusterStats implements ServiceStats {

    private final Cluster cluster;

    ClusterStats(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public int inFlight() {
        return cluster.calls().inUse();
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
}
