package io.meshclient.cluster;

import io.meshclient.balance.PickArgs;
import io.meshclient.guard.Admission;
import io.meshclient.guard.AdmissionResult;
import io.meshclient.guard.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From a call's wish to an endpoint that admits it. Choosing only reads; admission takes, all or nothing; an endpoint's
 * refusal means: pick again.
 */
final class Selection {

    /** Picks again after an endpoint's refusal; Istio's {@code hostSelectionRetryMaxAttempts}. */
    private static final int REPICKS = 5;

    private Selection() {}

    static Choice admit(Cluster cluster, PickArgs args, long nowNanos) {
        boolean retry = !args.isFresh();
        boolean onlyLimits = true;
        for (int pick = 0; pick <= REPICKS; pick++) {
            Endpoints latest =
                    cluster.endpoints(); // each time: an update may just have replaced all that the last one held
            ClusterSnapshot now = latest.within(args);
            if (now == null) {
                return Choice.refused(latest.all().states().isEmpty() ? Refusal.NO_ENDPOINTS : Refusal.NO_SUBSET);
            }
            args.at(nowNanos, false, now.arrangement().mayPanic())
                    .beside(Math.max(0, cluster.calls().inUse() - 1));
            EndpointState picked = now.picker().pick(args);
            if (picked == null) {
                return Choice.refused(now.states().isEmpty() ? Refusal.NO_ENDPOINTS : Refusal.NO_HEALTHY_ENDPOINT);
            }
            boolean available = args.available(picked);
            if (retry && (args.isTried(picked) || !available)) {
                picked = args.wantsOthersOnly() ? null : secondBest(now, picked, args, available);
                if (picked == null) {
                    return Choice.refused(Refusal.ALL_REFUSED);
                }
                available = false;
            }
            AdmissionResult result = picked.admit(nowNanos, !available || args.inPanic(picked), args.percent());
            if (result instanceof Admission admission) {
                return new Choice(picked, admission, null);
            }
            boolean atLimit = result == Refusal.AT_LIMIT;
            if (atLimit && !retry && allAtLimit(now, args.percent())) {
                return Choice.refused(Refusal.ALL_AT_LIMIT);
            }
            onlyLimits &= atLimit;
            args.exclude(picked);
        }
        return Choice.refused(onlyLimits ? Refusal.ALL_AT_LIMIT : Refusal.ALL_REFUSED);
    }

    /** Whether each of them would say the same, so that a further pick would be in vain. */
    private static boolean allAtLimit(ClusterSnapshot now, int percent) {
        List<EndpointState> states = now.states();
        for (int i = 0; i < states.size(); i++) {
            if (!states.get(i).isAtLimit(percent)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whom a retry asks when no untried endpoint is available: an untried one that is merely held off, for it may be back;
     * else a tried one that is available, if no untried one is left (those about to go or without weight do not count) or
     * the last failure says nothing against it. Untried endpoints that are ejected or unhealthy are no reason to ask anybody.
     */
    private static @Nullable EndpointState secondBest(
            ClusterSnapshot now, EndpointState picked, PickArgs args, boolean available) {
        EndpointState maybeBack = now.picker().pick(args.disregardHoldOff());
        if (maybeBack != null && !args.isTried(maybeBack) && maybeBack.trusted()) {
            return maybeBack;
        }
        boolean nobodyLeft =
                now.states().stream().allMatch(state -> args.isTried(state) || state.draining() || state.weight() == 0);
        return available && (nobodyLeft || args.sameAgainAllowed()) ? picked : null;
    }

    static boolean hasUntried(Endpoints endpoints, PickArgs args) {
        ClusterSnapshot now = endpoints.within(args);
        for (EndpointState state : now == null ? List.<EndpointState>of() : now.states()) {
            if (args.available(state) && !args.isTried(state)) {
                return true;
            }
        }
        return false;
    }
}
