package io.meshclient.balance;

import org.jspecify.annotations.Nullable;

/**
 * Two different candidates, drawn by weight; the second is taken only if it is clearly less loaded, else the first. So
 * weights hold exactly among equals, and a pair is enough to see who is slow or full. If even the better of the two costs
 * twice what is usual, up to three more are drawn: with a quarter of the candidates slow, one pair in twenty has nobody else.
 *
 * <p>Load is {@code cost² · (1 + in flight ÷ relative weight)}, the weight being less while an endpoint starts slowly; an
 * endpoint of which nothing is known but that has a call under way counts as {@value #PENALTY} ns and more, so that the
 * unknown gets one probe and not a flood. Costs within a quarter of each other are noise, and count as equal: otherwise the
 * one that is faster by a microsecond gets everything.
 *
 * <p>Source: Finagle {@code PeakEwma} and {@code P2CPick} (power of two choices without replacement). There the cost is not
 * squared, as if a server did one request at a time: a client with two calls in flight to each of the fast ones would send
 * its third to one that is three times slower, though the fast ones have workers to spare (scenarios cold-jvms, rollout).
 */
final class PeakEwmaPicker<C extends Candidate> implements GroupPicker<C> {

    /** Finagle's {@code Long.MaxValue >> 16}. */
    private static final double PENALTY = Long.MAX_VALUE >> 16;

    private static final double NOISE = 1.25;

    /** How many times the usual cost is bad. */
    private static final double BAD = 2;

    private static final int FURTHER_DRAWS = 3;

    /** One pick in so many teaches what is usual: the field is shared by all threads. */
    private static final int LESSONS = 16;

    private static final double LESSON_WEIGHT = 1.0 / 8;

    private final Group<C> group;

    /** What those cost who were taken; 0 if nothing is known. A hint: lost updates are harmless. */
    private volatile double usual;

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
        double cost = group.get(first).cost(args.now());
        double challenging = second < 0 ? 0 : group.get(second).cost(args.now());
        boolean taken = second >= 0 && lessLoaded(second, challenging, first, cost, args);
        return group.get(notBad(taken ? second : first, taken ? challenging : cost, args, rung));
    }

    /** Looks further while the best so far costs much more than usual. */
    private int notBad(int better, double itsCost, PickArgs args, Rung rung) {
        double bad = usual * BAD;
        int best = better;
        double cost = itsCost;
        for (int draw = 0; draw < FURTHER_DRAWS && bad > 0 && cost > bad; draw++) {
            int other = group.choose(args, rung, best);
            double challenging = other < 0 ? 0 : group.get(other).cost(args.now());
            if (other >= 0 && lessLoaded(other, challenging, best, cost, args)) {
                best = other;
                cost = challenging;
            }
        }
        if (cost > 0 && args.random().nextInt(LESSONS) == 0) {
            usual = bad == 0 ? cost : usual + (cost - usual) * LESSON_WEIGHT;
        }
        return best;
    }

    private boolean lessLoaded(int challenger, double itsCost, int holder, double holdersCost, PickArgs args) {
        int leftInFlight = group.get(challenger).inFlight();
        int rightInFlight = group.get(holder).inFlight();
        double leftCost = known(itsCost, leftInFlight);
        double rightCost = known(holdersCost, rightInFlight);
        double leftLoad = 1 + leftInFlight / group.effectiveWeight(challenger, args);
        double rightLoad = 1 + rightInFlight / group.effectiveWeight(holder, args);
        boolean equalCosts = leftCost <= rightCost * NOISE && rightCost <= leftCost * NOISE;
        return equalCosts ? leftLoad < rightLoad : leftCost * leftCost * leftLoad < rightCost * rightCost * rightLoad;
    }

    private static double known(double cost, int inFlight) {
        return cost == 0 && inFlight > 0 ? PENALTY : cost;
    }
}
