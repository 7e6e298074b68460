package io.meshclient.cluster;

import io.meshclient.endpoint.Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs to a cluster. Changed by the cluster's writer alone; {@link #find} may be asked by any thread.
 *
 * <p>A source tells all endpoints each time, mostly in the same order and with one or two changed. So those who stand where
 * they are expected are recognised by looking, and only where the order breaks is one looked up by its key: one change
 * among 10,000 costs a walk over two arrays and two look-ups.
 */
final class Members {

    private final Function<Endpoint, EndpointState> join;
    private final Map<String, EndpointState> byKey = new ConcurrentHashMap<>();
    private EndpointState[] inOrder = {};
    private List<EndpointState> gone = List.of();

    /**
     * Nobody.
     *
     * @param join makes the state of an endpoint that was not a member
     */
    Members(Function<Endpoint, EndpointState> join) {
        this.join = join;
    }

    @Nullable
    EndpointState find(String key) {
        return byKey.get(key);
    }

    /** All, in the order of their source. Immutable. */
    List<EndpointState> all() {
        return Collections.unmodifiableList(Arrays.asList(inOrder)); // a new array at each change
    }

    /**
     * Swaps the members; states of those who stay are kept.
     *
     * @param endpoints all, no key twice
     * @return whether anything changed but the order
     */
    boolean swap(List<Endpoint> endpoints) {
        EndpointState[] old = inOrder;
        EndpointState[] next = new EndpointState[endpoints.size()];
        boolean changed = false;
        int expected = 0;
        int kept = 0;
        for (int i = 0; i < next.length; i++) {
            Endpoint endpoint = endpoints.get(i);
            EndpointState state =
                    expected < old.length && old[expected].endpoint().hasKeyOf(endpoint)
                            ? old[expected]
                            : byKey.get(endpoint.key());
            if (state == null) {
                state = join.apply(endpoint);
                byKey.put(state.key(), state);
                changed = true;
            } else {
                changed |= state.update(endpoint);
                expected = state.place() + 1;
                kept++;
            }
            state.placeAt(i);
            next[i] = state;
        }
        inOrder = next;
        gone = kept == old.length ? List.of() : missing(old, next);
        return changed || !gone.isEmpty();
    }

    private static List<EndpointState> missing(EndpointState[] old, EndpointState[] next) {
        List<EndpointState> missing = new ArrayList<>();
        for (EndpointState state : old) {
            int place = state.place();
            if (place >= next.length || next[place] != state) {
                missing.add(state);
            }
        }
        return missing;
    }

    /** Forgets those whom the last swap left out. They are found until then: calls may still pick them. */
    List<EndpointState> takeGone() {
        List<EndpointState> taken = gone;
        gone = List.of();
        taken.forEach(state -> byKey.remove(state.key()));
        return taken;
    }
}
