package io.meshclient.discovery.kubernetes;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes one set of all slices of a service. Pure. An endpoint may stand in several slices while the cluster moves it from
 * one to the other: then it counts once, as ready if one of them says so.
 */
final class ServiceEndpoints {

    private static final String USUAL_PORT = "http";

    private final Target target;
    private final AddressFamily family;
    private final List<Slice> slices;

    private ServiceEndpoints(Target target, AddressFamily family, Collection<Slice> slices) {
        this.target = target;
        this.family = family;
        this.slices = slices.stream()
                .filter(slice -> !slice.members().isEmpty())
                .filter(slice ->
                        slice.kind() == Slice.Kind.FQDN || !family.isExclusive() || slice.kind() == family.preferred())
                .toList();
    }

    /**
     * The endpoints of a service.
     *
     * @param slices all that the service has
     * @param version the label of the set
     * @throws NoSuchPortException if there are endpoints, and none has the port
     */
    static EndpointSet of(Target target, AddressFamily family, Collection<Slice> slices, String version) {
        return new ServiceEndpoints(target, family, slices).set(version);
    }

    /** The target names a port that the service does not have, or names none of several. */
    static final class NoSuchPortException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NoSuchPortException(String message) {
            super(message);
        }
    }

    private EndpointSet set(String version) {
        if (slices.isEmpty()) {
            return EndpointSet.of(List.of(), version);
        }
        String port = target.port().isEmpty() ? guessedPort() : target.port();
        Set<String> preferredPods = podsOfPreferredKind(port);
        List<Endpoint> ready = new ArrayList<>();
        List<Endpoint> draining = new ArrayList<>();
        boolean found = false;
        for (Slice slice : slices) {
            Integer number = numberOf(port, slice);
            if (number == null) {
                continue; // its pods have no such port
            }
            found = true;
            for (Slice.Member member : slice.members()) {
                if (counts(slice, member, preferredPods)) {
                    List<Endpoint> list = member.health().takesCalls() ? ready : draining;
                    list.add(endpoint(member, number));
                }
            }
        }
        if (!found) {
            throw new NoSuchPortException(
                    "Service " + target.service() + " has no TCP port '" + port + "'; it has: " + portNames());
        }
        ready.addAll(draining); // of two with the same key the first counts
        return EndpointSet.of(ready, version);
    }

    private static Endpoint endpoint(Slice.Member member, int port) {
        return Endpoint.builder(member.address(), port)
                .health(member.health())
                .locality(member.locality())
                .metadata(member.metadata())
                .build();
    }

    private String guessedPort() {
        Set<String> names = portNames();
        if (names.size() == 1) {
            return names.iterator().next();
        }
        if (names.contains(USUAL_PORT)) {
            return USUAL_PORT;
        }
        throw new NoSuchPortException(
                names.isEmpty()
                        ? "Service " + target.service() + " has no TCP port: a headless service needs one in its ports"
                        : "Service " + target.service() + " has the ports " + names + ", and none is named "
                                + USUAL_PORT + ": say which, such as " + target + ":"
                                + names.iterator().next());
    }

    private Set<String> portNames() {
        Set<String> names = new TreeSet<>();
        slices.forEach(slice -> names.addAll(slice.ports().keySet()));
        return names;
    }

    private static @Nullable Integer numberOf(String port, Slice slice) {
        Integer named = slice.ports().get(port);
        if (named != null || port.isEmpty() || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return named; // the name of a port has a letter
        }
        return slice.ports().values().stream()
                .filter(number -> port.equals(String.valueOf(number)))
                .findFirst()
                .orElse(null);
    }

    private Set<String> podsOfPreferredKind(String port) {
        Set<String> pods = new HashSet<>();
        for (Slice slice : slices) {
            if (slice.kind() == family.preferred() && numberOf(port, slice) != null) {
                slice.members().forEach(member -> pods.add(member.pod() == null ? "" : member.pod()));
            }
        }
        return pods;
    }

    /** A pod's address of the other kind counts if it has none of the preferred one; so does one that belongs to no pod. */
    private boolean counts(Slice slice, Slice.Member member, Set<String> preferredPods) {
        if (slice.kind() == Slice.Kind.FQDN || slice.kind() == family.preferred()) {
            return true;
        }
        return member.pod() == null ? preferredPods.isEmpty() : !preferredPods.contains(member.pod());
    }
}
