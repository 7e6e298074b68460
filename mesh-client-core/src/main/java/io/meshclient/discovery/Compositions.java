package io.meshclient.discovery;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    static @Nullable EndpointSet migrated(List<CompositeSubscription.Part> parts, int percent) {
        if (parts.stream().anyMatch(CompositeSubscription.Part::isPending)) {
            return null; // who answers first would get all of the traffic
        }
        EndpointSet from = parts.get(0).set();
        EndpointSet to = parts.get(1).set();
        if (to == null || to.isEmpty()) {
            return from == null ? to : from;
        }
        if (from == null || from.isEmpty()) {
            return to;
        }
        double fromShare = (100 - percent) / (double) Math.max(1, weight(from));
        double toShare = percent / (double) Math.max(1, weight(to));
        double unit = Endpoint.MAX_WEIGHT / 2.0 / Math.max(heaviest(from) * fromShare, heaviest(to) * toShare);
        Map<String, Endpoint> shared = new LinkedHashMap<>();
        add(from, fromShare * unit, shared);
        add(to, toShare * unit, shared);
        return EndpointSet.of(List.copyOf(shared.values()));
    }

    private static long weight(EndpointSet set) {
        return set.endpoints().stream().mapToLong(Endpoint::weight).sum();
    }

    private static int heaviest(EndpointSet set) {
        return set.endpoints().stream().mapToInt(Endpoint::weight).max().orElse(0);
    }

    /** Half of the range of weights is for each, so that an endpoint that both name has room for its sum. */
    private static void add(EndpointSet set, double factor, Map<String, Endpoint> shared) {
        for (Endpoint endpoint : set.endpoints()) {
            Endpoint known = shared.get(endpoint.key());
            long least = endpoint.weight() > 0 && factor > 0 ? 1 : 0; // a small share is not none
            long own = Math.max(least, Math.round(endpoint.weight() * factor));
            int sum = (int) Math.min(Endpoint.MAX_WEIGHT, own + (known == null ? 0 : known.weight()));
            shared.put(endpoint.key(), endpoint.toBuilder().weight(sum).build());
        }
    }
}
