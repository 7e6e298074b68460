package io.meshclient.balance;

import io.meshclient.endpoint.Locality;
import io.meshclient.time.Internal;
import java.util.Map;

/**
 * Where the instances of the caller's own service run. Immutable.
 *
 * @param byLocality how many there are in each
 */
@Internal
public record Callers(Map<Locality, Integer> byLocality) {

    /** Nothing is known. */
    public static final Callers UNKNOWN = new Callers(Map.of());

    /** Copies the map. */
    public Callers {
        byLocality = Map.copyOf(byLocality);
    }

    int all() {
        return byLocality.values().stream().mapToInt(Integer::intValue).sum();
    }

    int zones(LocalityRule rule) {
        return (int) byLocality.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> rule.zoneOf(entry.getKey()))
                .distinct()
                .count();
    }

    int in(Locality locality, LocalityRule rule) {
        int sum = 0;
        for (Map.Entry<Locality, Integer> entry : byLocality.entrySet()) {
            sum += rule.alike(entry.getKey(), locality) ? entry.getValue() : 0;
        }
        return sum;
    }
}
