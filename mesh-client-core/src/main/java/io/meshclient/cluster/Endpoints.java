package io.meshclient.cluster;

import io.meshclient.balance.Arrangement;
import io.meshclient.balance.Callers;
import io.meshclient.balance.PickArgs;
import io.meshclient.balance.ZoneLoads;
import io.meshclient.policy.SubsetPolicy;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What calls read of a cluster: all of its endpoints, and the subsets among them. Immutable but for subsets that are yet to
 * be asked for.
 *
 * @param all every endpoint
 * @param subsets by metadata
 * @param arrange arranges a part
 */
record Endpoints(
        ClusterSnapshot all, Subsets subsets, Function<List<EndpointState>, Arrangement<EndpointState>> arrange) {

    static Endpoints of(
            List<EndpointState> states,
            SubsetPolicy policy,
            Function<List<EndpointState>, Arrangement<EndpointState>> arrange,
            Callers callers,
            ZoneLoads loads) {
        ClusterSnapshot all = ClusterSnapshot.of(states, arrange.apply(states), callers, loads);
        return new Endpoints(all, new Subsets(policy, states, planned(arrange, callers, loads)), arrange);
    }

    private static Function<List<EndpointState>, ClusterSnapshot> planned(
            Function<List<EndpointState>, Arrangement<EndpointState>> arrange, Callers callers, ZoneLoads loads) {
        return part -> ClusterSnapshot.of(part, arrange.apply(part), callers, loads);
    }

    /** The same endpoints, spread by the health that they have now. */
    Endpoints replanned(Callers callers, ZoneLoads loads) {
        return new Endpoints(
                all.replanned(callers, loads),
                subsets.replanned(part -> part.replanned(callers, loads), planned(arrange, callers, loads)),
                arrange);
    }

    /** Those that a call may ask; null if it asks for what there is not. */
    @Nullable
    ClusterSnapshot within(PickArgs args) {
        return args.subset().isEmpty() && subsets.areIdle() ? all : subsets.of(args.subset(), all);
    }
}
