package io.meshclient.balance;

import java.util.ArrayList;
import java.util.List;

/** Makes a {@link Plan} of what was counted. For one use. */
final class PlanBuilder<C extends Candidate> {

    private final Spread spread;
    private final List<Level<C>> levels;
    private final PriorityLoads loads;
    private final List<Tier<C>> healthy = new ArrayList<>(1);
    private final List<Tier<C>> degraded = new ArrayList<>(0);
    private final List<LevelShare> shares = new ArrayList<>(1);
    private PrioritySet panic = PrioritySet.NONE;

    PlanBuilder(Spread spread, List<Level<C>> levels, PriorityLoads loads) {
        this.spread = spread;
        this.levels = levels;
        this.loads = loads;
    }

    Plan<C> build(Callers callers, ZoneLoads busy) {
        for (int rank = 0; rank < levels.size(); rank++) {
            if (loads.panic(rank)) {
                addPanicking(rank);
            } else {
                addCalm(rank, callers, busy);
            }
        }
        healthy.addAll(degraded);
        return new Plan<>(new PriorityPicker<>(healthy, panic), List.copyOf(shares));
    }

    private void addPanicking(int rank) {
        Level<C> level = levels.get(rank);
        panic = panic.with(level.priority());
        healthy.add(new Tier<>(
                level.everyone(),
                level.priority(),
                loads.healthy(rank) + loads.degraded(rank),
                loads.availability(rank) + loads.degradedAvailability(rank),
                spread.failOnPanic()));
        share(rank, List.of(), "panic");
    }

    private void addCalm(int rank, Callers callers, ZoneLoads busy) {
        Level<C> level = levels.get(rank);
        List<ZoneCount> zones = level.countZones(callers, busy);
        ZoneShares of = zoneShares(rank, zones, callers);
        GroupPicker<C> picker = level.healthy();
        if (picker != null && of.areUsed()) {
            int percent = spread.locality().mode() == LocalityRule.Mode.ZONE_AWARE
                    ? spread.locality().routingEnabled()
                    : 100;
            picker = new ZonePicker<>(level.zones(), of, picker, percent);
        }
        if (picker != null) {
            healthy.add(new Tier<>(picker, level.priority(), loads.healthy(rank), loads.availability(rank), false));
        }
        GroupPicker<C> worse = level.degraded();
        if (worse != null) {
            degraded.add(
                    new Tier<>(worse, level.priority(), loads.degraded(rank), loads.degradedAvailability(rank), false));
        }
        share(rank, shown(zones, of), of.why());
    }

    private ZoneShares zoneShares(int rank, List<ZoneCount> zones, Callers callers) {
        LocalityRule rule = spread.locality();
        return switch (rule.mode()) {
            case OFF -> ZoneShares.none("off");
            case LOAD_AWARE -> LoadAwareZones.shares(zones, rule.threshold(), rule.remoteProbe());
            case WEIGHTED -> ZoneShares.weighted(zones, spread.overprovisioning());
            case ZONE_AWARE ->
                rank > 0
                        ? ZoneShares.none("only the best priority is zone-aware")
                        : ZoneShares.zoneAware(zones, rule, callers.all(), callers.zones(rule));
        };
    }

    private static List<ZoneShare> shown(List<ZoneCount> zones, ZoneShares of) {
        List<ZoneShare> shown = new ArrayList<>();
        for (int i = 0; i < zones.size() && of.areUsed(); i++) {
            ZoneCount zone = zones.get(i);
            shown.add(new ZoneShare(zone.zone(), zone.own(), zone.healthy(), of.share(i)));
        }
        return List.copyOf(shown);
    }

    private void share(int rank, List<ZoneShare> zones, String why) {
        shares.add(new LevelShare(
                levels.get(rank).priority(), loads.healthy(rank), loads.degraded(rank), loads.panic(rank), zones, why));
    }
}
