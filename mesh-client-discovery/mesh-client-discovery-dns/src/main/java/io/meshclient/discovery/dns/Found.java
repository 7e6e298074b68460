package io.meshclient.discovery.dns;

import io.meshclient.endpoint.EndpointSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.xbill.DNS.Name;

/**
 * What a lookup came to. Immutable.
 *
 * @param kind that there are endpoints, or that the name has none, or that there is no such name
 * @param set the endpoints
 * @param ttlSeconds how long it holds, as the servers say
 * @param asked the full names that were asked for
 */
record Found(Answer.Kind kind, EndpointSet set, long ttlSeconds, List<Name> asked) {

    static Found none(Answer.Kind kind, long ttlSeconds, Name asked) {
        return new Found(kind, EndpointSet.EMPTY, ttlSeconds, List.of(asked));
    }

    /** A failure for those who never had any endpoints of this name: most likely it is misspelt. */
    DnsFailure unknown() {
        String names = asked.stream().map(Name::toString).collect(Collectors.joining(", "));
        return new DnsFailure("The name server knows no such name (NXDOMAIN), asked for " + names
                + "; is the target right, and the search domains?");
    }

    /** After another one about the same name with another search domain, both without endpoints. */
    Found after(Found earlier) {
        List<Name> both = new ArrayList<>(earlier.asked);
        both.addAll(asked);
        Answer.Kind better = kind.compareTo(earlier.kind) <= 0 ? kind : earlier.kind;
        return new Found(better, EndpointSet.EMPTY, Math.min(ttlSeconds, earlier.ttlSeconds), both);
    }
}
