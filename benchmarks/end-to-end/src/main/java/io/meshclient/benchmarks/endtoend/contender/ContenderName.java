package io.meshclient.benchmarks.endtoend.contender;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who takes part, by the name that stands in the results. */
public enum ContenderName {
    /** Raw OkHttp, rotating over the backends: the baseline of every ratio, with no policy at all. */
    OKHTTP("okhttp", 0, false),
    /** The mesh client in the process, called through OkHttp. */
    MESH("mesh", 0, true),
    /** The same through a {@code @MeshClient} interface. */
    MESH_SPRING("mesh-spring", 0, true),
    /** Raw OkHttp through one Envoy beside the client. */
    ENVOY("envoy", 1, true),
    /** Raw OkHttp through one Envoy beside the client and one before the backends, as a mesh has it. */
    ENVOY_PAIR("envoyx2", 2, true);

    private final String label;
    private final int hops;
    private final boolean policies;

    ContenderName(String label, int hops, boolean policies) {
        this.label = label;
        this.hops = hops;
        this.policies = policies;
    }

    public String label() {
        return label;
    }

    /** Proxies on the way to a backend. */
    public int hops() {
        return hops;
    }

    /** Whether it must have balanced, retried and ejected to be shown. */
    public boolean hasPolicies() {
        return policies;
    }

    public static Optional<ContenderName> of(String label) {
        return Arrays.stream(values()).filter(name -> name.label.equals(label)).findFirst();
    }

    public static String labels() {
        return Arrays.stream(values()).map(ContenderName::label).collect(Collectors.joining(","));
    }
}
