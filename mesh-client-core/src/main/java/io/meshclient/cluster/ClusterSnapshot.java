package io.meshclient.cluster;

import io.meshclient.balance.Arrangement;
import io.meshclient.balance.Callers;
import io.meshclient.balance.Picker;
import io.meshclient.balance.Plan;
import io.meshclient.balance.ZoneLoads;
import java.util.List;

/**
 * Endpoints at one moment, all of a cluster's or a subset of them, and the picker built for them. Immutable; the states in it
 * live on.
 *
 * @param states every endpoint
 * @param arrangement the states by priority and zone, with the policy's pickers
 * @param plan how calls are spread over them, by their health
 */
record ClusterSnapshot(List<EndpointState> states, Arrangement<EndpointState> arrangement, Plan<EndpointState> plan) {

    static ClusterSnapshot of(
            List<EndpointState> states, Arrangement<EndpointState> arrangement, Callers callers, ZoneLoads loads) {
        return new ClusterSnapshot(states, arrangement, arrangement.plan(callers, loads));
    }

    /** The same endpoints, spread by the health that they have now. */
    ClusterSnapshot replanned(Callers callers, ZoneLoads loads) {
        return of(states, arrangement, callers, loads);
    }

    Picker<EndpointState> picker() {
        return plan.picker();
    }
}
