package io.meshclient.balance;

import io.meshclient.endpoint.Locality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The candidates of one priority, and the policy over them: over those that work as usual, over the degraded ones, and, for
 * panic, over all. Who is degraded is asked once, when the level is made; who works, whenever it is counted.
 *
 * @param <C> the candidates' type
 */
final class Level<C extends Candidate> {

    private final List<C> members;
    private final Function<List<C>, GroupPicker<C>> policy;
    private final boolean weighted;
    private final @Nullable GroupPicker<C> healthy; // null if all are degraded
    private final @Nullable GroupPicker<C> degraded; // null if none is, as almost always
    private final LocalityRule rule;
    private final List<Zone<C>> zones; // of the healthy ones; empty if zones are disregarded
    private volatile @Nullable GroupPicker<C> everyone; // mostly the healthy ones; else made at the first panic

    Level(List<C> members, LocalityRule rule, Function<List<C>, GroupPicker<C>> policy) {
        this.members = members;
        this.policy = policy;
        this.rule = rule;
        this.weighted = members.stream().anyMatch(member -> member.weight() > 0);
        if (members.stream().noneMatch(Candidate::degraded)) {
            this.healthy = policy.apply(members);
            this.degraded = null;
            this.zones = zones(members);
            this.everyone = healthy;
            return;
        }
        List<C> good = new ArrayList<>(members);
        good.removeIf(Candidate::degraded);
        List<C> worse = new ArrayList<>(members);
        worse.removeIf(member -> !member.degraded());
        this.healthy = good.isEmpty() ? null : policy.apply(good);
        this.degraded = policy.apply(worse);
        this.zones = zones(good);
    }

    private List<Zone<C>> zones(List<C> good) {
        if (rule.mode() == LocalityRule.Mode.OFF) {
            return List.of();
        }
        Map<String, List<C>> byName = new TreeMap<>();
        for (C member : good) {
            byName.computeIfAbsent(rule.zoneOf(member.locality()), name -> new ArrayList<>())
                    .add(member);
        }
        List<Zone<C>> made = new ArrayList<>();
        byName.forEach((name, in) -> made.add(new Zone<>(name, in.get(0).locality(), in, policy.apply(in))));
        return made;
    }

    int priority() {
        return members.get(0).priority();
    }

    /** How its members are now. */
    LevelCount count() {
        int counted = 0;
        int working = 0;
        int worse = 0;
        for (C member : members) {
            if (counts(member)) {
                counted++;
                boolean works = member.trusted();
                boolean less = works && degraded != null && member.degraded();
                working += works && !less ? 1 : 0;
                worse += less ? 1 : 0;
            }
        }
        return new LevelCount(members.size(), counted, working, worse);
    }

    /** How its zones are now. */
    List<ZoneCount> countZones(Callers callers, ZoneLoads loads) {
        List<ZoneCount> counts = new ArrayList<>(zones.size());
        for (Zone<C> zone : zones) {
            int counted = 0;
            int healthy = 0;
            for (C member : zone.members()) {
                counted += counts(member) ? 1 : 0;
                healthy += counts(member) && member.trusted() ? 1 : 0;
            }
            Locality where = zone.locality();
            int weight = ZoneShares.weightOf(zone.name(), where, rule.weights(), zone.weight());
            counts.add(new ZoneCount(
                    zone.name(),
                    rule.isOwn(where),
                    weight,
                    counted,
                    healthy,
                    callers.in(where, rule),
                    loads.of(priority(), zone.name())));
        }
        return counts;
    }

    /** What the endpoints of each zone say of their load now, on average; NaN where none has said anything of late. */
    void utilizations(long nowNanos, long maxAgeNanos, Map<String, Double> into) {
        for (Zone<C> zone : zones) {
            double sum = 0;
            int said = 0;
            for (C member : zone.members()) {
                double utilization = member.utilization(nowNanos, maxAgeNanos);
                boolean counts = !Double.isNaN(utilization);
                said += counts ? 1 : 0;
                sum += counts ? utilization : 0;
            }
            into.put(ZoneLoads.key(priority(), zone.name()), said == 0 ? Double.NaN : sum / said);
        }
    }

    List<Zone<C>> zones() {
        return zones;
    }

    private boolean counts(C member) {
        return !member.draining() && (!weighted || member.weight() > 0);
    }

    @Nullable
    GroupPicker<C> healthy() {
        return healthy;
    }

    @Nullable
    GroupPicker<C> degraded() {
        return degraded;
    }

    GroupPicker<C> everyone() {
        GroupPicker<C> made = everyone;
        if (made == null) {
            made = policy.apply(members); // twice, if two threads are first: either will do
            everyone = made;
        }
        return made;
    }
}
