package io.meshclient.discovery.kubernetes;

import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an EndpointSlice says that matters here: its TCP ports, and those of its endpoints that may be called or were until
 * now.
 *
 * @param name unique in its namespace
 * @param kind of its addresses
 * @param ports by name; a port without a name has the empty one
 * @param members in the slice's order
 */
record Slice(String name, Kind kind, Map<String, Integer> ports, List<Member> members) {

    /** The kind of address that a slice holds. */
    enum Kind {
        IPV4,
        IPV6,
        /** Names, which are resolved when a connection is made. */
        FQDN
    }

    /**
     * An endpoint of a slice.
     *
     * @param address the first; a slice's further ones mean the same
     * @param health from its conditions
     * @param locality from its zone
     * @param metadata pod, node, hints
     * @param pod tells which addresses belong together; null if nothing does
     */
    record Member(
            String address,
            Health health,
            Locality locality,
            Map<String, String> metadata,
            @Nullable String pod) {}
}
