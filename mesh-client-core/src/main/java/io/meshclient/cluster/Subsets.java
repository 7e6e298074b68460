package io.meshclient.cluster;

import io.meshclient.policy.SubsetPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a cluster that calls ask for by metadata. Each is arranged when it is first asked for, and kept while the
 * endpoints stay; safe for use by many threads.
 *
 * <p>The rules are Envoy's: what a call asks for must have exactly the keys of one of {@code subset.keys}, and an endpoint
 * belongs to the subset if its metadata say the same of each. One thing differs: a call that asks for nothing gets the default
 * subset, or else all endpoints, whatever the fallback.
 */
final class Subsets {

    /** More are arranged anew for each call: values that have no bound are no subsets. */
    private static final int MOST = 64;

    private final SubsetPolicy policy;
    private final boolean idle;
    private final List<EndpointState> states;
    private final Function<List<EndpointState>, ClusterSnapshot> arrange;
    private final Map<Map<String, String>, ClusterSnapshot> made = new ConcurrentHashMap<>();

    Subsets(SubsetPolicy policy, List<EndpointState> states, Function<List<EndpointState>, ClusterSnapshot> arrange) {
        this.policy = policy;
        this.idle = policy.isIdle();
        this.states = states;
        this.arrange = arrange;
    }

    /** Whether a call that asks for nothing gets all endpoints. */
    boolean areIdle() {
        return idle;
    }

    /** The same subsets after their endpoints' health, or the shares of zones, changed. */
    Subsets replanned(UnaryOperator<ClusterSnapshot> replan, Function<List<EndpointState>, ClusterSnapshot> newest) {
        Subsets next = new Subsets(policy, states, newest);
        made.forEach((wanted, snapshot) -> next.made.put(wanted, replan.apply(snapshot)));
        return next;
    }

    /** The part that a call gets; null if it gets none. */
    @Nullable
    ClusterSnapshot of(Map<String, String> asked, ClusterSnapshot all) {
        Map<String, String> wanted = wanted(asked);
        if (wanted.isEmpty()) {
            return policy.defaultSubset().isEmpty() ? all : matching(policy.defaultSubset());
        }
        ClusterSnapshot part = policy.keys().contains(wanted.keySet()) ? matching(wanted) : null;
        return part != null ? part : fallback(all);
    }

    private @Nullable ClusterSnapshot fallback(ClusterSnapshot all) {
        return switch (policy.fallback()) {
            case "any-endpoint" -> all;
            case "default-subset" -> policy.defaultSubset().isEmpty() ? all : matching(policy.defaultSubset());
            default -> null;
        };
    }

    private Map<String, String> wanted(Map<String, String> asked) {
        if (policy.require().isEmpty() || asked.isEmpty()) {
            return asked.isEmpty() ? policy.require() : asked;
        }
        Map<String, String> both = new HashMap<>(policy.require());
        both.putAll(asked);
        return both;
    }

    private @Nullable ClusterSnapshot matching(Map<String, String> wanted) {
        ClusterSnapshot known = made.get(wanted);
        if (known != null) {
            return known;
        }
        List<EndpointState> part = new ArrayList<>();
        for (EndpointState state : states) {
            if (state.endpoint().metadata().entrySet().containsAll(wanted.entrySet())) {
                part.add(state);
            }
        }
        if (part.isEmpty()) {
            return null;
        }
        ClusterSnapshot snapshot = arrange.apply(List.copyOf(part));
        if (made.size() < MOST) {
            made.putIfAbsent(Map.copyOf(wanted), snapshot);
        }
        return snapshot;
    }
}
