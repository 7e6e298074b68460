package io.meshclient.cluster;

import io.meshclient.balance.Arrangement;
import io.meshclient.balance.Picker;
import io.meshclient.balance.Plan;
import java.util.List;

/**
 * A cluster's endpoints at one moment, and the picker built for them. Immutable; the states in it live on.
 *
 * @param states every endpoint
 * @param arrangement the states by priority, with the policy's pickers
 * @param plan how calls are spread over them, by their health
 */
record ClusterSnapshot(List<EndpointState> states, Arrangement<EndpointState> arrangement, Plan<EndpointState> plan) {

    static ClusterSnapshot of(List<EndpointState> states, Arrangement<EndpointState> arrangement) {
        return new ClusterSnapshot(states, arrangement, arrangement.plan());
    }

    /** The same endpoints, spread by the health that they have now. */
    ClusterSnapshot replanned() {
        return of(states, arrangement);
    }

    Picker<EndpointState> picker() {
        return plan.picker();
    }
}
