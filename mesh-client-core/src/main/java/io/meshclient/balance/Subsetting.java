package io.meshclient.balance;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.stats.XxHash64;
import io.meshclient.time.Internal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Chooses the part of a large set of endpoints that one process uses: of each priority those whose {@code XXH64(host:port,
 * seed)} is lowest, the seed being the process's own. So each process has another part, all parts together load every
 * endpoint alike, and when an endpoint comes or goes, a part changes by one at most. Those that take no calls anyway
 * (draining, unhealthy, without weight) are chosen last. Pure.
 *
 * <p>Source: gRPC {@code random_subsetting} (gRFC A68), rendezvous hashing. As there, an ejected endpoint keeps its place:
 * ejection is this process's own finding, of minutes, and a new connection for each would be the churn that is to be avoided.
 */
@Internal
public final class Subsetting {

    private Subsetting() {}

    /**
     * The part of a process.
     *
     * @param endpoints all
     * @param size how many of each priority; 0 for all
     * @param seed of the process
     * @return in the order of their source
     */
    public static List<Endpoint> choose(List<Endpoint> endpoints, int size, long seed) {
        if (size == 0 || endpoints.size() <= size) {
            return endpoints;
        }
        Map<Integer, List<Ranked>> byPriority = new TreeMap<>();
        for (int i = 0; i < endpoints.size(); i++) {
            Endpoint endpoint = endpoints.get(i);
            byPriority
                    .computeIfAbsent(endpoint.priority(), priority -> new ArrayList<>())
                    .add(new Ranked(i, !useful(endpoint), hash(endpoint, seed)));
        }
        Set<Integer> chosen = new HashSet<>();
        for (List<Ranked> ranked : byPriority.values()) {
            ranked.sort(Ranked.ORDER);
            ranked.subList(0, Math.min(size, ranked.size())).forEach(one -> chosen.add(one.index()));
        }
        List<Endpoint> part = new ArrayList<>(chosen.size());
        for (int i = 0; i < endpoints.size(); i++) {
            if (chosen.contains(i)) {
                part.add(endpoints.get(i));
            }
        }
        return part;
    }

    private static boolean useful(Endpoint endpoint) {
        return endpoint.health().takesCalls() && endpoint.weight() > 0;
    }

    private static long hash(Endpoint endpoint, long seed) {
        byte[] key = endpoint.key().getBytes(StandardCharsets.UTF_8);
        return XxHash64.hash(key, key.length, seed);
    }

    private record Ranked(int index, boolean last, long hash) {

        static final Comparator<Ranked> ORDER = Comparator.comparing(Ranked::last)
                .thenComparing(Ranked::hash, Long::compareUnsigned)
                .thenComparingInt(Ranked::index);
    }
}
