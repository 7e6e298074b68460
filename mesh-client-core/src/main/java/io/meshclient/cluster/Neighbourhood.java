package io.meshclient.cluster;

import io.meshclient.balance.Arrangement;
import io.meshclient.balance.Callers;
import io.meshclient.balance.ZoneLoads;
import io.meshclient.endpoint.Locality;
import io.meshclient.policy.LocalityPolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of zones beyond a cluster's own endpoints: where the instances of the caller's own service run, and how busy
 * each zone has been. Changed by the cluster's writer alone.
 */
final class Neighbourhood {

    /** How often it is looked at; Envoy's {@code weight_update_period}. */
    static final long PERIOD_NANOS = 1_000_000_000L;

    /** Envoy's {@code smoothing_time_constant} is 5 s. */
    private static final double ALPHA = 1 - Math.exp(-1 / 5.0);

    /** Envoy's {@code weight_expiration_period}: 3 minutes. */
    private static final long STALE_NANOS = 180_000_000_000L;

    private static final String ZONE_AWARE = "zone-aware";
    private static final String LOAD_AWARE = "load-aware";

    private final Function<String, @Nullable Cluster> peers;
    private ZoneLoads loads = ZoneLoads.UNKNOWN;

    /** Clusters by name; null for one that is not known. */
    Neighbourhood(Function<String, @Nullable Cluster> peers) {
        this.peers = peers;
    }

    /** Whether it has to be looked at again although nothing about the cluster changes. */
    static boolean moves(LocalityPolicy policy) {
        return policy.mode().equals(LOAD_AWARE)
                || policy.mode().equals(ZONE_AWARE)
                        && !policy.callers().service().isEmpty();
    }

    /** Whether what endpoints report of their load is of use. */
    static boolean listens(LocalityPolicy policy) {
        return policy.mode().equals(LOAD_AWARE);
    }

    /** Another look at how busy zones are. */
    void listen(LocalityPolicy policy, Arrangement<EndpointState> arrangement, long nowNanos) {
        loads = policy.mode().equals(LOAD_AWARE)
                ? loads.next(arrangement.utilizations(nowNanos, STALE_NANOS), ALPHA)
                : ZoneLoads.UNKNOWN;
    }

    ZoneLoads loads() {
        return loads;
    }

    Callers callers(LocalityPolicy policy) {
        if (!policy.mode().equals(ZONE_AWARE)) {
            return Callers.UNKNOWN;
        }
        Map<Locality, Integer> counts = new HashMap<>();
        if (policy.callers().service().isEmpty()) {
            policy.callers().zones().forEach((zone, count) -> counts.put(locality(zone), count));
            return new Callers(counts);
        }
        Cluster own = peers.apply(policy.callers().service());
        if (own != null) {
            for (EndpointState state : own.states()) {
                if (state.trusted()) {
                    counts.merge(state.locality(), 1, Integer::sum);
                }
            }
        }
        return new Callers(counts);
    }

    private static Locality locality(String zone) {
        int slash = zone.indexOf('/');
        return slash < 0
                ? new Locality("", zone, "")
                : new Locality(zone.substring(0, slash), zone.substring(slash + 1), "");
    }
}
