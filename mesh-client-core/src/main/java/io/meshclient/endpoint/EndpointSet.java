package io.meshclient.endpoint;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All endpoints of a service at one moment. Immutable. Of two endpoints with the same key the first counts. Sets are equal
 * when their endpoints are, in whatever order (name servers rotate their answers); the version is a label.
 */
public final class EndpointSet {

    /** No endpoints. */
    public static final EndpointSet EMPTY = new EndpointSet(List.of(), "");

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
        Map<String, Endpoint> byKey = new LinkedHashMap<>(endpoints.size() * 2);
        for (Endpoint endpoint : endpoints) {
            byKey.putIfAbsent(endpoint.key(), endpoint);
        }
        return new EndpointSet(List.copyOf(byKey.values()), Objects.requireNonNull(version, "version"));
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
        return other instanceof EndpointSet that
                && endpoints.size() == that.endpoints.size()
                && new HashSet<>(endpoints).containsAll(that.endpoints);
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
