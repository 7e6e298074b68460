package io.meshclient.endpoint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All endpoints of a service at one moment. Immutable. Of two endpoints with the same key the first counts. Sets are equal
 * when their endpoints are, in whatever order (name servers rotate their answers); the version is a label.
 */
public final class EndpointSet {

    /** No endpoints. */
    public static final EndpointSet EMPTY = new EndpointSet(List.of(), "");

    private static final int SCATTER = 0x9E3779B9; // 2³² ÷ the golden ratio: Knuth's multiplicative hashing

    private final List<Endpoint> endpoints;
    private final String version;

    private EndpointSet(List<Endpoint> endpoints, String version) {
        this.endpoints = endpoints;
        this.version = version;
    }

    /**
     * A set without a version.
     *
     * @param endpoints in any order
     * @return the set
     */
    public static EndpointSet of(List<Endpoint> endpoints) {
        return of(endpoints, "");
    }

    /**
     * A set with the version that its source gave it.
     *
     * @param endpoints in any order
     * @param version the source's own label, for logs and views
     * @return the set
     */
    public static EndpointSet of(List<Endpoint> endpoints, String version) {
        return new EndpointSet(distinct(endpoints), Objects.requireNonNull(version, "version"));
    }

    /**
     * The first of each key. A hash table that compares hosts and ports, for a text for each key would be most of what it
     * costs to look through ten thousand endpoints of which one has changed.
     */
    private static List<Endpoint> distinct(List<Endpoint> endpoints) {
        List<Endpoint> distinct = new ArrayList<>(endpoints.size());
        Endpoint[] table = new Endpoint[Integer.highestOneBit(endpoints.size() + 1) * 4]; // half empty at least
        int shift = Integer.numberOfLeadingZeros(table.length) + 1;
        for (Endpoint endpoint : endpoints) {
            int slot = (endpoint.host().hashCode() * 31 + endpoint.port()) * SCATTER >>> shift;
            while (table[slot] != null && !table[slot].hasKeyOf(endpoint)) {
                slot = slot + 1 & table.length - 1;
            }
            if (table[slot] == null) {
                table[slot] = endpoint;
                distinct.add(endpoint);
            }
        }
        return List.copyOf(distinct);
    }

    /**
     * The endpoints.
     *
     * @return in the order of their source, unmodifiable
     */
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /**
     * The source's label of this set.
     *
     * @return possibly empty
     */
    public String version() {
        return version;
    }

    /**
     * Whether there is no endpoint.
     *
     * @return true if there is none
     */
    public boolean isEmpty() {
        return endpoints.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EndpointSet that && sameElements(endpoints, that.endpoints);
    }

    /** Looks first whether they are alike from both ends, for mostly the order is the same and one endpoint is another. */
    private static boolean sameElements(List<Endpoint> one, List<Endpoint> other) {
        if (one.size() != other.size()) {
            return false;
        }
        int from = 0;
        int to = one.size();
        while (from < to && one.get(from).equals(other.get(from))) {
            from++;
        }
        while (from < to && one.get(to - 1).equals(other.get(to - 1))) {
            to--;
        }
        return new HashSet<>(one.subList(from, to)).containsAll(other.subList(from, to));
    }

    @Override
    public int hashCode() {
        int sum = 0;
        for (Endpoint endpoint : endpoints) {
            sum += endpoint.hashCode(); // in any order
        }
        return sum;
    }

    @Override
    public String toString() {
        return endpoints.size() + " endpoints" + (version.isEmpty() ? "" : " (version " + version + ")");
    }
}
