package io.meshclient.balance;

import io.meshclient.endpoint.Locality;
import io.meshclient.time.Internal;
import java.util.Map;

/**
 * How calls of one priority are spread over zones. Immutable.
 *
 * @param mode by which arithmetic
 * @param own where the caller runs
 * @param weights of zones, by {@code region/zone} or by the zone's name alone; {@code *} for all others
 * @param minClusterSize zone-aware: healthy endpoints below which zones are disregarded
 * @param routingEnabled zone-aware: percentage of calls for which zones count
 * @param forceLocal zone-aware: healthy endpoints in the own zone that are enough for all calls; 0 for never
 * @param threshold load-aware: how much busier than the others the own zone may be and still take all calls
 * @param remoteProbe load-aware: the least share of calls for other zones
 */
@Internal
public record LocalityRule(
        Mode mode,
        Locality own,
        Map<String, Integer> weights,
        int minClusterSize,
        int routingEnabled,
        int forceLocal,
        double threshold,
        double remoteProbe) {

    /** Zones are disregarded. */
    public static final LocalityRule OFF = new LocalityRule(Mode.OFF, Locality.UNKNOWN, Map.of(), 6, 100, 0, 0.1, 0.03);

    /** Metadata of an endpoint that gives its zone's weight, where the rule has none. */
    public static final String WEIGHT = "locality-weight";

    /** The arithmetic. */
    public enum Mode {
        /** Zones are disregarded. */
        OFF,
        /** By configured weights and health. */
        WEIGHTED,
        /** The own zone first, as far as it can take it. */
        ZONE_AWARE,
        /** The own zone first, as long as its endpoints say that they are no busier than others. */
        LOAD_AWARE
    }

    /** What endpoints of one zone have in common; sub-zones are told apart only by a caller that knows its own. */
    String zoneOf(Locality locality) {
        if (locality.equals(Locality.UNKNOWN)) {
            return "unknown";
        }
        String zone = locality.region().isEmpty() ? locality.zone() : locality.region() + "/" + locality.zone();
        return own.subZone().isEmpty() ? zone : zone + "/" + locality.subZone();
    }

    boolean isOwn(Locality locality) {
        return !own.equals(Locality.UNKNOWN) && alike(own, locality);
    }

    /** Whether two mean the same zone: parts that one of them does not know are not compared, but something must be. */
    boolean alike(Locality one, Locality other) {
        boolean zone = !one.zone().isEmpty() && one.zone().equals(other.zone())
                || one.zone().isEmpty()
                        && other.zone().isEmpty()
                        && !one.region().isEmpty();
        boolean subZone = own.subZone().isEmpty() || one.subZone().equals(other.subZone());
        return zone
                && subZone
                && (one.region().equals(other.region())
                        || one.region().isEmpty()
                        || other.region().isEmpty());
    }
}
