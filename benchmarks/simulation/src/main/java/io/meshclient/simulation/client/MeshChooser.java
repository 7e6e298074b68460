package io.meshclient.simulation.client;

import io.meshclient.balance.PickArgs;
import io.meshclient.cluster.Choice;
import io.meshclient.cluster.Cluster;
import io.meshclient.cluster.EndpointState;
import io.meshclient.guard.Admission;
import io.meshclient.guard.Refusal;
import io.meshclient.simulation.server.Server;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The mesh: picker, guards and panic of the real cluster. */
final class MeshChooser implements Chooser {

    private final Cluster cluster;
    private final Map<String, Server> servers;
    private Refusal refusal = Refusal.NO_ENDPOINTS;

    MeshChooser(Cluster cluster, Map<String, Server> servers) {
        this.cluster = cluster;
        this.servers = servers;
    }

    @Override
    public @Nullable Target choose(PickArgs args, long now) {
        Choice choice = cluster.admit(args, now);
        Admission admission = choice.admission();
        EndpointState endpoint = choice.endpoint();
        if (admission == null || endpoint == null) {
            refusal = Objects.requireNonNull(choice.refusal());
            return null;
        }
        return new Target(Objects.requireNonNull(servers.get(endpoint.key())), admission, endpoint);
    }

    @Override
    public Refusal refusal() {
        return refusal;
    }

    @Override
    public boolean hasUntried(PickArgs args) {
        return cluster.hasUntried(args);
    }
}
