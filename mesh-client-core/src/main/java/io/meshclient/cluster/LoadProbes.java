package io.meshclient.cluster;

import io.meshclient.policy.BalancerPolicy;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.stats.LoadReport;
import io.meshclient.stats.PeakEwma;
import io.meshclient.time.MeshRuntime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Prequal's probes: beside each attempt some endpoints are asked for their load, and nobody waits for their answers. With
 * {@value #MOST_UNDER_WAY} under way no more are asked: an answer that comes late is worth little, and endpoints that hang
 * must not gather them.
 *
 * <p>Source: Wydrowski et al., "Load is not what you should balance: Introducing Prequal", 2024: {@code r_probe} probes a
 * query, also less than one, to endpoints at random, none of them twice.
 */
final class LoadProbes {

    private static final int MOST_UNDER_WAY = 16;
    private static final long ONE = 1_000_000;

    private final Cluster cluster;
    private final MeshRuntime runtime;
    private final LoadProbe probe;
    private final BalancerPolicy.Probe how;
    private final String scheme;
    private final long share; // of a probe that one attempt brings, in millionths
    private final AtomicLong owed = new AtomicLong();
    private final AtomicInteger underWay = new AtomicInteger();

    private LoadProbes(Cluster cluster, MeshRuntime runtime, LoadProbe probe, ServiceConfig config) {
        this.cluster = cluster;
        this.runtime = runtime;
        this.probe = probe;
        this.how = config.balancer().prequal().probe();
        this.scheme = config.scheme();
        this.share = Math.round(how.perCall() * ONE);
    }

    /** Null unless the service is balanced by {@code prequal} and its endpoints have a path for probes. */
    static @Nullable LoadProbes of(Cluster cluster, MeshRuntime runtime, LoadProbe probe, ServiceConfig config) {
        BalancerPolicy balancer = config.balancer();
        boolean on =
                balancer.name().equals("prequal") && balancer.prequal().probe().isOn();
        return on ? new LoadProbes(cluster, runtime, probe, config) : null;
    }

    /** An attempt begins. */
    void attempted() {
        long after = owed.addAndGet(share);
        int due = (int) (after / ONE - (after - share) / ONE);
        List<EndpointState> states = cluster.states();
        int first = states.isEmpty() ? 0 : runtime.random().nextInt(states.size());
        for (int i = 0; i < Math.min(due, states.size()); i++) { // neighbours: each as likely as another, none twice
            ask(states.get((first + i) % states.size()));
        }
    }

    private void ask(EndpointState state) {
        if (state.draining() || state.weight() == 0) {
            return;
        }
        if (underWay.incrementAndGet() > MOST_UNDER_WAY) {
            underWay.decrementAndGet();
            return;
        }
        probe.ask(new LoadProbe.Target(cluster.name(), scheme, state, how), report -> heard(state, report));
    }

    /** Who failed its last calls may be idle and quick at that, and say so: for as long as the failure counts it is not heard. */
    private void heard(EndpointState state, @Nullable LoadReport report) {
        underWay.decrementAndGet();
        long now = runtime.ticker().nanos();
        if (report != null && state.cost(now) < PeakEwma.PENALTY_NANOS / 2.0) {
            cluster.reported(state, report, false, now);
        }
    }
}
