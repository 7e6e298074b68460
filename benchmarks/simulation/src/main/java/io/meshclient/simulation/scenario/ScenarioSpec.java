package io.meshclient.simulation.scenario;

import io.meshclient.time.Internal;
import java.util.List;

/**
 * A scenario that was read and found possible. Times are nanoseconds. Immutable.
 *
 * @param name the file's, without its ending
 * @param purpose what a good policy must show: the comment in the first line
 * @param seed of everything that is random
 * @param duration when the load ends
 * @param warmUp from when on calls are counted
 * @param network a message's time from one side to the other
 * @param networkAcross that between zones
 * @param servers all
 * @param clients who calls
 * @param load how much
 * @param troubles what goes wrong
 * @param policies what is compared, references first
 * @param expect what the first policy must reach
 */
@Internal
public record ScenarioSpec(
        String name,
        String purpose,
        long seed,
        long duration,
        long warmUp,
        long network,
        long networkAcross,
        List<ServerSpec> servers,
        ClientSpec clients,
        LoadSpec load,
        List<TroubleSpec> troubles,
        List<PolicySpec> policies,
        ExpectSpec expect) {

    /** Copies the lists. */
    public ScenarioSpec {
        servers = List.copyOf(servers);
        troubles = List.copyOf(troubles);
        policies = List.copyOf(policies);
    }

    /**
     * A message's time between a client and a server.
     *
     * @param zone where the client runs; empty for nowhere
     * @param server to or from whom
     * @return nanoseconds
     */
    public long network(String zone, ServerSpec server) {
        boolean same =
                zone.isEmpty() || zone.equals(server.endpoint().locality().zone());
        return same ? network : networkAcross;
    }
}
