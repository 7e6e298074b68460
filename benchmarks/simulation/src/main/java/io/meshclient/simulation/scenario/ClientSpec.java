package io.meshclient.simulation.scenario;

import io.meshclient.time.Internal;
import java.util.List;

/**
 * Who calls. Immutable.
 *
 * @param count how many processes
 * @param zones where they run, in turn; empty for nowhere in particular
 * @param discoveryDelay nanoseconds until all know of a change
 */
@Internal
public record ClientSpec(int count, List<String> zones, long discoveryDelay) {

    /** Copies the list. */
    public ClientSpec {
        zones = List.copyOf(zones);
    }

    /**
     * Where a client runs.
     *
     * @param client from 0
     * @return its zone; empty if it has none
     */
    public String zone(int client) {
        return zones.isEmpty() ? "" : zones.get(client % zones.size());
    }
}
