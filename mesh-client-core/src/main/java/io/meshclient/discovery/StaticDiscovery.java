package io.meshclient.discovery;

import io.meshclient.endpoint.EndpointSet;
import java.util.Map;
import java.util.TreeSet;

/** Endpoints that never change. It answers at once, on the thread that subscribes, and has no thread of its own. */
public final class StaticDiscovery implements Discovery {

    private final Map<String, EndpointSet> sets;
    private volatile boolean closed;

    /**
     * Answers from a map.
     *
     * @param sets by target; a target that is not there is answered by a failure
     */
    public StaticDiscovery(Map<String, EndpointSet> sets) {
        this.sets = Map.copyOf(sets);
    }

    @Override
    public Subscription subscribe(String target, Listener listener) {
        if (closed) {
            throw new IllegalStateException("The discovery is closed");
        }
        Gate gate = new Gate();
        EndpointSet set = sets.get(target);
        gate.pass(() -> {
            if (set != null) {
                listener.onEndpoints(set);
            } else {
                listener.onFailure(unknown(target));
            }
        });
        return gate;
    }

    private IllegalArgumentException unknown(String target) {
        return new IllegalArgumentException("There is no target '" + target + "'; "
                + (sets.isEmpty()
                        ? "there is none at all"
                        : "there are: " + String.join(", ", new TreeSet<>(sets.keySet()))));
    }

    @Override
    public void close() {
        closed = true;
    }
}
