package io.meshclient.simulation.client;

import io.meshclient.balance.PickArgs;
import io.meshclient.guard.Refusal;
import io.meshclient.simulation.server.Server;
import io.meshclient.time.RandomSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of two different servers at random the one to which this client has fewer requests under way: least request, with what
 * a client can know. It sees neither failures nor latency.
 */
final class LeastInFlightChooser implements Chooser {

    private final List<Outstanding> servers;
    private final RandomSource random;

    LeastInFlightChooser(List<Server> servers, RandomSource random) {
        this.servers = servers.stream().map(Outstanding::new).toList();
        this.random = random;
    }

    @Override
    public @Nullable Target choose(PickArgs args, long now) {
        List<Outstanding> listed = servers;
        if (!servers.stream().allMatch(server -> server.isListed(now))) {
            listed = servers.stream().filter(server -> server.isListed(now)).toList();
        }
        if (listed.isEmpty()) {
            return null;
        }
        int first = random.nextInt(listed.size());
        int second = listed.size() == 1 ? first : (first + 1 + random.nextInt(listed.size() - 1)) % listed.size();
        Outstanding one = listed.get(first);
        Outstanding other = listed.get(second);
        return (other.count < one.count ? other : one).take(now);
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
