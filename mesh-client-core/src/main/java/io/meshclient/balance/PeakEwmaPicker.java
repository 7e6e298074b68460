package io.meshclient.balance;

import org.jspecify.annotations.Nullable;

/**
 * Two different candidates, drawn by weight; the second is taken only if it is clearly less loaded, else the first. So
 * weights hold exactly among equals, and a pair is enough to see who is slow or full.
 *
 * <p>Load is {@code cost · (1 + in flight ÷ relative weight)}, the weight being less while an endpoint starts slowly; an endpoint of which nothing is known but that has a call
 * under way counts as {@value #PENALTY} ns and more, so that the unknown gets one probe and not a flood. Costs within a
 * quarter of each other are noise, and count as equal: otherwise the one that is faster by a microsecond gets everything.
 *
 * <p>Source: Finagle {@code PeakEwma} and {@code P2CPick} (power of two choices without replacement).
 */
final class PeakEwmaPicker<C extends Candidate> implements GroupPicker<C> {

    /** Finagle's {@code Long.MaxValue >> 16}. */
    private static final double PENALTY = Long.MAX_VALUE >> 16;

    private static final double NOISE = 1.25;

    private final Group<C> group;

    PeakEwmaPicker(Group<C> group) {
        this.group = group;
    }

    @Override
    public @Nullable C pick(PickArgs args, Rung rung) {
        int first = group.choose(args, rung, -1);
        if (first < 0) {
            return null;
        }
        if (group.size() == 1) {
            return group.get(first);
        }
        int second = group.choose(args, rung, first);
        return group.get(second >= 0 && lessLoaded(second, first, args) ? second : first);
    }

    private boolean lessLoaded(int challenger, int holder, PickArgs args) {
        long now = args.now();
        C left = group.get(challenger);
        C right = group.get(holder);
        int leftInFlight = left.inFlight();
        int rightInFlight = right.inFlight();
        double leftCost = known(left.cost(now), leftInFlight);
        double rightCost = known(right.cost(now), rightInFlight);
        double leftLoad = 1 + leftInFlight / group.effectiveWeight(challenger, args);
        double rightLoad = 1 + rightInFlight / group.effectiveWeight(holder, args);
        boolean equalCosts = leftCost <= rightCost * NOISE && rightCost <= leftCost * NOISE;
        return equalCosts ? leftLoad < rightLoad : leftCost * leftLoad < rightCost * rightLoad;
    }

    private static double known(double cost, int inFlight) {
        return cost == 0 && inFlight > 0 ? PENALTY : cost;
    }
}
