package io.meshclient.balance;

import io.meshclient.endpoint.Locality;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Which share of a priority's calls each of its zones takes. Immutable; pure functions of counts, in whole numbers.
 *
 * @param parts relative to each other; empty if zones are disregarded
 * @param why the reason, for people
 */
record ZoneShares(long[] parts, String why) {

    /** A whole, in the percentages of zones; Envoy's scale. */
    private static final long WHOLE = 100_000;

    /** A whole, in the part of the calls that stays in the own zone; Envoy's scale. */
    private static final long LOCAL = 10_000;

    static ZoneShares none(String why) {
        return new ZoneShares(new long[0], why);
    }

    boolean areUsed() {
        return parts.length > 0;
    }

    long total() {
        return Arrays.stream(parts).sum();
    }

    double share(int zone) {
        return parts[zone] / (double) total();
    }

    /**
     * By weight and health: {@code weight · min(100, f · healthy ÷ counted)}, where {@code f} is the overprovisioning factor.
     * Source: Envoy, locality weighted load balancing.
     */
    static ZoneShares weighted(List<ZoneCount> zones, int overprovisioning) {
        long[] parts = new long[zones.size()];
        for (int i = 0; i < parts.length; i++) {
            ZoneCount zone = zones.get(i);
            long available =
                    zone.counted() == 0 ? 0 : Math.min(100, (long) overprovisioning * zone.healthy() / zone.counted());
            parts[i] = zone.weight() * available;
        }
        return Arrays.stream(parts).sum() == 0
                ? none("no zone with weight has a healthy endpoint")
                : new ZoneShares(parts, "by weight and health");
    }

    /**
     * The own zone first. With each zone's percentage of callers and of healthy endpoints: if the own zone has at least as
     * much of the endpoints as of the callers, all calls stay there; else {@code endpoints ÷ callers} of them do, and the
     * rest goes to zones that have more endpoints than callers, in proportion to that surplus. If every zone does so, every
     * endpoint gets the same. Source: Envoy, {@code load_balancer_impl.cc}, {@code regenerateLocalityRoutingStructures}.
     *
     * @param zones of the best priority, the caller's among them or not
     * @param callers all instances of the caller's service, wherever they run
     * @param callerZones zones in which some of them run
     */
    static ZoneShares zoneAware(List<ZoneCount> zones, LocalityRule rule, int callers, int callerZones) {
        String why = whyNot(zones, rule, callers, callerZones);
        if (!why.isEmpty()) {
            return none(why);
        }
        int own = ownOf(zones);
        long healthy = healthy(zones);
        if (own >= 0 && rule.forceLocal() > 0 && zones.get(own).healthy() >= rule.forceLocal()) {
            return onlyOwn(
                    zones, own, "forced: the own zone has " + zones.get(own).healthy() + " healthy endpoints");
        }
        long[] surplus = new long[zones.size()];
        for (int i = 0; i < surplus.length; i++) {
            long here = WHOLE * zones.get(i).healthy() / healthy;
            surplus[i] = here - WHOLE * zones.get(i).callers() / callers;
        }
        if (own >= 0 && zones.get(own).healthy() > 0 && surplus[own] >= 0) {
            return onlyOwn(zones, own, "the own zone can take all of its callers");
        }
        long local = own < 0 ? 0 : localPart(zones.get(own), healthy, callers);
        return residual(surplus, own, local);
    }

    private static String whyNot(List<ZoneCount> zones, LocalityRule rule, int callers, int callerZones) {
        if (rule.own().equals(Locality.UNKNOWN)) {
            return "the own zone is unknown";
        }
        if (callers == 0) {
            return "nothing is known of where the callers are";
        }
        if (callerZones < 2) {
            return "all callers are in one zone";
        }
        if (zones.stream().filter(zone -> zone.counted() > 0).count() < 2) {
            return "all endpoints are in one zone";
        }
        long healthy = healthy(zones);
        return healthy < Math.max(1, rule.minClusterSize())
                ? healthy + " healthy endpoints are fewer than " + rule.minClusterSize()
                : "";
    }

    private static long healthy(List<ZoneCount> zones) {
        return zones.stream().mapToLong(ZoneCount::healthy).sum();
    }

    private static int ownOf(List<ZoneCount> zones) {
        for (int i = 0; i < zones.size(); i++) {
            if (zones.get(i).own()) {
                return i;
            }
        }
        return -1;
    }

    private static ZoneShares onlyOwn(List<ZoneCount> zones, int own, String why) {
        long[] parts = new long[zones.size()];
        parts[own] = 1;
        return new ZoneShares(parts, why);
    }

    private static long localPart(ZoneCount own, long healthy, int callers) {
        long endpoints = WHOLE * own.healthy() / healthy;
        long percentage = WHOLE * own.callers() / callers;
        return percentage == 0 ? 0 : endpoints * LOCAL / percentage;
    }

    private static ZoneShares residual(long[] surplus, int own, long local) {
        long rest = 0;
        for (int i = 0; i < surplus.length; i++) {
            rest += i == own ? 0 : Math.max(0, surplus[i]);
        }
        long[] parts = new long[surplus.length];
        for (int i = 0; i < parts.length; i++) {
            long part = rest == 0 ? 1 : i == own ? 0 : Math.max(0, surplus[i]); // rounding left no surplus: any will do
            parts[i] = part * (LOCAL - local);
        }
        if (own >= 0) {
            parts[own] += local * (rest == 0 ? parts.length : rest);
        }
        return new ZoneShares(parts, "the own zone cannot take all of its callers");
    }

    /** What a zone weighs: by {@code region/zone}, by its name alone, by {@code *}; {@code otherwise} if none is set. */
    static int weightOf(String zone, Locality locality, Map<String, Integer> weights, int otherwise) {
        Integer weight = weights.get(zone);
        weight = weight == null ? weights.get(locality.zone()) : weight;
        weight = weight == null ? weights.get("*") : weight;
        return weight == null ? otherwise : weight;
    }
}
