package io.meshclient.balance;

import io.meshclient.time.Internal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a service's picks follow until something changes: the picker, and the shares behind it. Immutable.
 *
 * @param picker chooses
 * @param levels the priorities with their shares, the best first
 * @param <C> the candidates' type
 */
@Internal
public record Plan<C extends Candidate>(Picker<C> picker, List<LevelShare> levels) {

    static <C extends Candidate> Plan<C> empty() {
        return new Plan<>(args -> null, List.of());
    }

    static <C extends Candidate> Plan<C> of(List<Level<C>> levels, PriorityLoads loads, boolean failOnPanic) {
        List<Tier<C>> healthy = new ArrayList<>(levels.size());
        List<Tier<C>> degraded = new ArrayList<>(0);
        List<LevelShare> shares = new ArrayList<>(levels.size());
        PrioritySet panic = PrioritySet.NONE;
        for (int rank = 0; rank < levels.size(); rank++) {
            Level<C> level = levels.get(rank);
            int load = loads.healthy(rank);
            int less = loads.degraded(rank);
            shares.add(new LevelShare(level.priority(), load, less, loads.panic(rank)));
            if (loads.panic(rank)) {
                panic = panic.with(level.priority());
                healthy.add(new Tier<>(level.everyone(), load + less, failOnPanic));
            } else {
                add(healthy, level.healthy(), load);
                add(degraded, level.degraded(), less);
            }
        }
        healthy.addAll(degraded);
        return new Plan<>(new PriorityPicker<>(healthy, panic), List.copyOf(shares));
    }

    private static <C extends Candidate> void add(List<Tier<C>> tiers, @Nullable GroupPicker<C> picker, int load) {
        if (picker != null) {
            tiers.add(new Tier<>(picker, load, false));
        }
    }
}
