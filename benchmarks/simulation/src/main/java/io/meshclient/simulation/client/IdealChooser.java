package io.meshclient.simulation.client;

import io.meshclient.balance.PickArgs;
import io.meshclient.guard.Refusal;
import io.meshclient.simulation.server.Server;
import io.meshclient.time.RandomSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Join the shortest queue with perfect knowledge: all clients' requests, each server's true speed, and every trouble at
 * the moment at which it begins. It takes the server with the shortest expected delay; of equals the less busy, then any.
 */
final class IdealChooser implements Chooser {

    private final List<Outstanding> servers;
    private final RandomSource random;

    /** One for all clients together. */
    IdealChooser(List<Server> servers, RandomSource random) {
        this.servers = servers.stream().map(Outstanding::new).toList();
        this.random = random;
    }

    @Override
    public @Nullable Target choose(PickArgs args, long now) {
        Outstanding best = null;
        double least = Double.POSITIVE_INFINITY;
        int first = random.nextInt(servers.size());
        for (int i = 0; i < servers.size(); i++) {
            Outstanding next = servers.get((first + i) % servers.size());
            if (!next.isListed(now)) {
                continue;
            }
            double delay = next.server.expectedNanos(next.count);
            if (best == null || delay < least || delay == least && next.count < best.count) {
                best = next;
                least = delay;
            }
        }
        return best == null ? null : best.take(now);
    }

    @Override
    public Refusal refusal() {
        return Refusal.NO_ENDPOINTS;
    }

    @Override
    public boolean hasUntried(PickArgs args) {
        return true;
    }
}
