package io.meshclient.balance;

import java.util.Arrays;
import java.util.List;

/**
 * Shares of zones by the utilisation that their endpoints report. A zone weighs {@code healthy · max(0, 1 − utilisation)},
 * or {@code healthy} if it has not reported of late. While the own zone is no busier than the others' average (by healthy
 * endpoints) plus a threshold, it takes all; but the others together always get a few calls, in proportion to their healthy
 * endpoints, or nothing new would be heard of them. When nobody has room, healthy endpoints count. Pure. Source: Envoy, {@code
 * load_aware_locality.rst}.
 */
final class LoadAwareZones {

    private static final double SCALE = 1e9;

    private LoadAwareZones() {}

    static ZoneShares shares(List<ZoneCount> zones, double threshold, double probe) {
        double[] weights = zones.stream().mapToDouble(LoadAwareZones::weight).toArray();
        double total = Arrays.stream(weights).sum();
        if (total == 0) {
            double[] hosts = zones.stream().mapToDouble(ZoneCount::healthy).toArray();
            return of(hosts, "no zone has room: by healthy endpoints");
        }
        int own = ownOf(zones);
        double others = zones.stream()
                .filter(zone -> !zone.own())
                .mapToInt(ZoneCount::healthy)
                .sum();
        if (own < 0 || others == 0) {
            return of(weights, "by reported load");
        }
        boolean stays = staysHome(zones, own, others, threshold);
        if (stays) {
            Arrays.fill(weights, 0);
            weights[own] = total;
        }
        probe(zones, weights, own, probe * total, others);
        return of(weights, stays ? "the own zone is no busier than the others" : "by reported load");
    }

    private static double weight(ZoneCount zone) {
        return zone.healthy()
                * (zone.load().stale() ? 1 : Math.max(0, 1 - zone.load().known()));
    }

    private static int ownOf(List<ZoneCount> zones) {
        for (int i = 0; i < zones.size(); i++) {
            if (zones.get(i).own() && zones.get(i).healthy() > 0) {
                return i;
            }
        }
        return -1;
    }

    private static boolean staysHome(List<ZoneCount> zones, int own, double others, double threshold) {
        double busy = 0;
        for (ZoneCount zone : zones) {
            busy += zone.own() ? 0 : zone.load().known() * zone.healthy();
        }
        double here =
                zones.get(own).load().utilization(); // NaN as long as it never reported: then it has no preference
        return here <= busy / others + threshold;
    }

    private static void probe(List<ZoneCount> zones, double[] weights, int own, double least, double others) {
        double remote = Arrays.stream(weights).sum() - weights[own];
        double taken = Math.min(Math.max(0, least - remote), weights[own]);
        weights[own] -= taken;
        for (int i = 0; i < weights.length; i++) {
            weights[i] += zones.get(i).own() ? 0 : taken * zones.get(i).healthy() / others;
        }
    }

    private static ZoneShares of(double[] weights, String why) {
        double total = Arrays.stream(weights).sum();
        return total == 0
                ? ZoneShares.none("no endpoint is healthy")
                : new ZoneShares(
                        Arrays.stream(weights)
                                .mapToLong(weight -> Math.round(weight / total * SCALE))
                                .toArray(),
                        why);
    }
}
