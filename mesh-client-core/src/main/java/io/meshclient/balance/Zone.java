package io.meshclient.balance;

import io.meshclient.endpoint.Locality;
import java.util.List;

/**
 * The candidates of one priority that run in one zone, and the policy over them.
 *
 * @param name see {@link LocalityRule#zoneOf}
 * @param locality of one of them
 * @param members at least one
 * @param picker over the members
 * @param <C> the candidates' type
 */
record Zone<C extends Candidate>(String name, Locality locality, List<C> members, GroupPicker<C> picker) {

    /** As its endpoints' metadata say; 1 if they say nothing. */
    int weight() {
        int weight = 1;
        for (C member : members) {
            int said = member.localityWeight();
            if (said >= 0) {
                return said;
            }
        }
        return weight;
    }
}
