package io.meshclient.discovery;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ways to make one set of several. Pure. */
final class Compositions {

    private Compositions() {}

    static @Nullable EndpointSet merged(List<CompositeSubscription.Part> parts) {
        List<Endpoint> all = new ArrayList<>();
        boolean answered = false;
        for (CompositeSubscription.Part part : parts) {
            if (part.isPending()) {
                return null; // half of the endpoints would get all of the traffic
            }
            if (part.set() != null) {
                answered = true;
                all.addAll(part.set().endpoints());
            }
        }
        return answered ? EndpointSet.of(all) : null;
    }

    static @Nullable EndpointSet preferred(List<CompositeSubscription.Part> parts) {
        EndpointSet empty = null;
        for (CompositeSubscription.Part part : parts) {
            EndpointSet set = part.set();
            if (set != null && !set.isEmpty()) {
                return set;
            }
            if (part.isPending()) {
                return null;
            }
            empty = set != null ? set : empty;
        }
        return empty;
    }
}
