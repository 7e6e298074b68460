package io.meshclient.balance;

import io.meshclient.stats.XxHash64;
import org.jspecify.annotations.Nullable;

/**
 * The candidate that the call's hash belongs to, by a ring or a Maglev table; without a hash, any. One that cannot be
 * taken is passed over for the next that the table names, as Envoy's attempts go on. One that starts slowly takes a
 * share of its keys, the same ones each time and more as time goes by.
 *
 * <p>With a bound, no candidate takes more than its share of {@code factor} per cent of all calls under way: the one
 * that is full passes a call to candidates at random places, the same ones for the same key.
 *
 * <p>Source: Envoy {@code BoundedLoadHashingLoadBalancer}: {@code slots = max(1, ⌈⌈(active + 1) · factor ÷ 100⌉ ·
 * share⌉)}, full above that; arXiv 1608.01350 (bounded loads), 1908.08762 (random jumps).
 */
final class HashPicker<C extends Candidate> implements GroupPicker<C> {

    /** Steps before all are looked at: of two candidates with half the points each, one pick in 2⁶⁴ needs more. */
    private static final int STEPS = 64;

    /** Jumps before the least loaded that was met has to do. */
    private static final int JUMPS = 16;

    private final Group<C> group;
    private final HashTable table;
    private final int balanceFactor;

    HashPicker(Group<C> group, HashTable table, int balanceFactor) {
        this.group = group;
        this.table = table;
        this.balanceFactor = balanceFactor;
    }

    @Override
    public @Nullable C pick(PickArgs args, Rung rung) {
        if (group.size() == 0) {
            return null;
        }
        long hash = args.hash();
        int index = owner(hash, args, rung);
        if (index >= 0 && balanceFactor > 0 && load(index, args) > 1) {
            index = elsewhere(index, hash, args, rung);
        }
        return index < 0 ? null : group.get(index);
    }

    private int owner(long hash, PickArgs args, Rung rung) {
        long start = table.start(hash);
        int unready = -1;
        int last = -1;
        for (int step = 0; step < STEPS; step++) {
            int index = table.owner(start, step);
            if (index >= 0 && index != last && group.takes(index, args, rung)) {
                if (ready(index, hash, args)) {
                    return index;
                }
                unready = unready < 0 ? index : unready;
            }
            last = index;
        }
        return unready >= 0 ? unready : nearest(hash, args, rung);
    }

    private boolean ready(int index, long hash, PickArgs args) {
        double readiness = group.get(index).readiness(args.now());
        return readiness >= 1 || fraction(hash, index) < readiness;
    }

    /** A number in [0, 1) that belongs to the hash and the candidate. */
    private double fraction(long hash, int index) {
        long own = group.get(index).hashKey().hashCode() * 0x9E3779B97F4A7C15L;
        return (XxHash64.avalanche(hash ^ own) >>> 11) * 0x1.0p-53;
    }

    /** Of all that can be taken, the same one for the same hash (rendezvous): for when almost nobody can. */
    private int nearest(long hash, PickArgs args, Rung rung) {
        int nearest = -1;
        double highest = -1;
        for (int i = 0; i < group.size(); i++) {
            if (group.takes(i, args, rung)) {
                double score = group.weight(i) / -Math.log(fraction(hash, i));
                if (score > highest) {
                    highest = score;
                    nearest = i;
                }
            }
        }
        return nearest;
    }

    /** Calls under way over what its slots are. */
    private double load(int index, PickArgs args) {
        long allSlots = ((args.callsInFlight() + 1L) * balanceFactor + 99) / 100;
        double share = group.weight(index) / (double) group.totalWeight();
        return group.get(index).inFlight() / Math.max(1, Math.ceil(allSlots * share));
    }

    private int elsewhere(int full, long hash, PickArgs args, Rung rung) {
        int size = group.size();
        int least = full;
        double leastLoad = load(full, args);
        long jump = XxHash64.avalanche(hash);
        for (int i = 0; i < Math.min(JUMPS, size); i++) {
            int index = (int) Long.remainderUnsigned(size <= JUMPS ? jump + i : XxHash64.avalanche(jump + i), size);
            if (index == full || !group.takes(index, args, rung) || !ready(index, hash, args)) {
                continue;
            }
            double load = load(index, args);
            if (load <= 1) {
                return index;
            }
            if (load < leastLoad) {
                leastLoad = load;
                least = index;
            }
        }
        return least;
    }
}
