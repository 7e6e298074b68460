package io.meshclient.balance;

import io.meshclient.stats.ServerLoad;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hot-cold-lexicographic choice by what servers report of themselves: among those whose calls in flight are not among
 * the highest, the quickest; if all are, the one with the fewest. With fewer than two reports that count it is P2C peak
 * EWMA. Weights of the source count there, and for whom a call is spent to learn of; reports say the rest.
 *
 * <p>Without probes a report comes with a response, so nobody would ever hear of an endpoint that gets no calls. Therefore one call in
 * {@value #CALLS_PER_LOOK} looks at a random endpoint, and goes to it if it is idle and its last report no longer
 * counts.
 *
 * <p>Source: Wydrowski et al., "Load is not what you should balance: Introducing Prequal", 2024; see {@link
 * ReportPool}.
 */
final class PrequalPicker<C extends Candidate> implements GroupPicker<C>, ReportPool.Members {

    private static final int CALLS_PER_LOOK = 4;

    private final Group<C> group;
    private final GroupPicker<C> otherwise;
    private final ReportPool pool;
    private final long maxAgeNanos;
    private final Map<Candidate, Integer> places;

    PrequalPicker(Group<C> group, ReportPool pool, BalancerSettings.Prequal settings) {
        this.group = group;
        this.otherwise = new PeakEwmaPicker<>(group);
        this.pool = pool;
        this.maxAgeNanos = settings.maxAgeNanos();
        this.places = new IdentityHashMap<>(group.size());
        for (int i = 0; i < group.size(); i++) {
            places.put(group.get(i), i);
        }
    }

    @Override
    public @Nullable C pick(PickArgs args, Rung rung) {
        if (args.random().nextInt(CALLS_PER_LOOK) == 0) {
            int index = group.choose(args, rung, -1);
            if (index >= 0 && isUnheardOf(group.get(index), args.now())) {
                return group.get(index);
            }
        }
        @SuppressWarnings("unchecked") // takes() has found it in the group
        C chosen = (C) pool.choose(this, args, rung);
        return chosen != null ? chosen : otherwise.pick(args, rung);
    }

    private boolean isUnheardOf(C candidate, long now) {
        ServerLoad load = candidate.reportedLoad();
        return candidate.inFlight() == 0 && (load == null || load.age(now) > maxAgeNanos);
    }

    @Override
    public boolean takes(Candidate candidate, PickArgs args, Rung rung) {
        Integer place = places.get(candidate);
        return place != null && group.takes(place, args, rung) && group.ready(place, args);
    }

    @Override
    public int count() {
        return group.size();
    }
}
