package io.meshclient.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.observe.MeshObserver;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A running cluster knows of its part only. */
final class ClusterSubsettingTest {

    private final VirtualTime time = new VirtualTime();
    private final List<String> gone = new ArrayList<>();

    @Test
    void othersHaveNoState() {
        Cluster cluster = cluster(5);
        cluster.update(endpoints(0, 100));
        assertThat(cluster.states()).hasSize(5);
        List<EndpointState> before = cluster.states();
        cluster.update(endpoints(0, 101));
        assertThat(cluster.states()).filteredOn(before::contains).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void theSizeCanBeChangedWhileCallsRun() {
        Cluster cluster = cluster(0);
        cluster.update(endpoints(0, 20));
        assertThat(cluster.states()).hasSize(20);
        List<EndpointState> all = cluster.states();
        cluster.reconfigure(config(5));
        assertThat(cluster.states()).hasSize(5).isSubsetOf(all);
        assertThat(gone).as("the others leave").hasSize(15);
        cluster.reconfigure(config(0));
        assertThat(cluster.states()).hasSize(20);
    }

    @Test
    void twoProcessesHaveTwoParts() {
        Cluster one = cluster(5);
        Cluster other = cluster(5);
        one.update(endpoints(0, 100));
        other.update(endpoints(0, 100));
        assertThat(keys(one)).isNotEqualTo(keys(other));
    }

    private static List<String> keys(Cluster cluster) {
        return cluster.states().stream().map(EndpointState::key).toList();
    }

    private Cluster cluster(int size) {
        return new Cluster(config(size), time.runtime(), new MeshObserver() {}, state -> gone.add(state.key()));
    }

    private static ServiceConfig config(int size) {
        return ServiceConfig.of("orders", s -> s.endpoints("unused:1").subsetting(part -> part.size(size)));
    }

    private static EndpointSet endpoints(int from, int to) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = from; i < to; i++) {
            endpoints.add(Endpoint.builder("e" + i, 1).build());
        }
        return EndpointSet.of(endpoints);
    }
}
