package io.meshclient.balance;

import io.meshclient.time.Internal;
import java.util.Arrays;
import java.util.List;

/**
 * Which share of the calls each priority takes, and which are in panic. Immutable; a pure function of counts. Priorities
 * are numbered by their rank, 0 for the best that exists.
 *
 * <p>With the overprovisioning factor {@code f} (140): {@code availability = min(100, f · healthy ÷ counted)}, and the same
 * for degraded endpoints; {@code total = min(100, Σ)}. Going from the best priority to the worst, and once more for degraded
 * endpoints, each takes {@code min(what is left of 100, 100 · availability ÷ total)}; what rounding leaves goes,
 * one percent each, to the best that take any (Envoy's pages round so; its code gives all of it to the first). A priority is in panic if {@code total < 100} and fewer than the threshold's percentage work; if all are,
 * calls are split by the number of endpoints. All divisions are of whole numbers. Source: Envoy,
 * {@code load_balancer_impl.cc}, {@code recalculatePerPriorityState} and {@code recalculateLoadInTotalPanic}.
 */
@Internal
public final class PriorityLoads {

    private final int[] healthy;
    private final int[] degraded;
    private final boolean[] panic;
    private final int[] availability;
    private final int[] degradedAvailability;

    private PriorityLoads(int[] availability, int[] degradedAvailability) {
        this.availability = availability;
        this.degradedAvailability = degradedAvailability;
        healthy = new int[availability.length];
        degraded = new int[availability.length];
        panic = new boolean[availability.length];
    }

    /**
     * Shares.
     *
     * @param levels at least one, the best priority first
     * @param overprovisioning percentage, 100 or more: how much an endpoint can take beyond its share
     * @param panicThreshold percentage; 0 for no panic
     */
    static PriorityLoads of(List<LevelCount> levels, int overprovisioning, int panicThreshold) {
        int[] healthy = levels.stream()
                .mapToInt(level -> level.availability(level.healthy(), overprovisioning))
                .toArray();
        int[] degraded = levels.stream()
                .mapToInt(level -> level.availability(level.degraded(), overprovisioning))
                .toArray();
        PriorityLoads loads = new PriorityLoads(healthy, degraded);
        int total = Math.min(
                100, Arrays.stream(healthy).sum() + Arrays.stream(degraded).sum());
        if (loads.allPanic(levels, total, panicThreshold)) {
            loads.splitByCount(levels);
        } else if (total == 0) {
            loads.healthy[0] = 100; // nobody works and nobody panics: the picker will say no
        } else {
            loads.splitByAvailability(healthy, degraded, total);
        }
        return loads;
    }

    private boolean allPanic(List<LevelCount> levels, int total, int threshold) {
        boolean all = threshold > 0;
        for (int rank = 0; rank < panic.length; rank++) {
            panic[rank] = total < 100 && levels.get(rank).workingPercent() < threshold;
            all &= panic[rank];
        }
        return all;
    }

    private void splitByCount(List<LevelCount> levels) {
        long all = levels.stream().mapToLong(LevelCount::all).sum();
        int left = 100;
        for (int rank = 0; rank < healthy.length; rank++) {
            healthy[rank] = (int) (100L * levels.get(rank).all() / all);
            left -= healthy[rank];
        }
        healthy[0] += left;
    }

    private void splitByAvailability(int[] healthyShare, int[] degradedShare, int total) {
        int left = distribute(healthyShare, total, 100, healthy);
        left = distribute(degradedShare, total, left, degraded);
        addRemainder(left);
    }

    private static int distribute(int[] availability, int total, int load, int[] into) {
        int left = load;
        for (int rank = 0; rank < into.length; rank++) {
            into[rank] = Math.min(left, 100 * availability[rank] / total);
            left -= into[rank];
        }
        return left;
    }

    private void addRemainder(int remainder) {
        int left = remainder;
        while (left > 0) {
            left = addOneEach(healthy, left);
            left = addOneEach(degraded, left);
        }
    }

    private static int addOneEach(int[] loads, int remainder) {
        int left = remainder;
        for (int rank = 0; rank < loads.length && left > 0; rank++) {
            if (loads[rank] > 0) {
                loads[rank]++;
                left--;
            }
        }
        return left;
    }

    /**
     * How many priorities there are.
     *
     * @return 1 or more
     */
    public int size() {
        return healthy.length;
    }

    /**
     * The share of calls for a priority's healthy endpoints, or, in panic, for all of them.
     *
     * @param rank of the priority
     * @return percentage
     */
    public int healthy(int rank) {
        return healthy[rank];
    }

    /**
     * The share of calls for a priority's degraded endpoints.
     *
     * @param rank of the priority
     * @return percentage
     */
    public int degraded(int rank) {
        return degraded[rank];
    }

    /** Percentage of the calls that a priority's healthy endpoints could take, whatever the others can. */
    int availability(int rank) {
        return availability[rank];
    }

    /** The same for its degraded endpoints. */
    int degradedAvailability(int rank) {
        return degradedAvailability[rank];
    }

    /**
     * Whether health and ejection are not believed in a priority.
     *
     * @param rank of the priority
     * @return true if all of its endpoints are asked
     */
    public boolean panic(int rank) {
        return panic[rank];
    }

    @Override
    public String toString() {
        return "healthy " + Arrays.toString(healthy) + ", degraded " + Arrays.toString(degraded) + ", panic "
                + Arrays.toString(panic);
    }
}
