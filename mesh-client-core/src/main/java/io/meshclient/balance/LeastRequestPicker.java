package io.meshclient.balance;

import org.jspecify.annotations.Nullable;

/**
 * The one with the fewest calls under way. If all weights are equal: of a few different candidates, drawn at random,
 * the least loaded; ties go to whoever was drawn first. If they are not: each in proportion to {@code weight ÷ (active
 * + 1)^bias}, which is the share that Envoy's scheduler gives it; among more than a few, by drawing {@value #SAMPLE} by
 * weight and one of them in proportion to the rest.
 *
 * <p>Source: Envoy {@code least_request}; Finagle {@code P2CPick} for choices that differ. That it is no
 * earliest-deadline-first schedule is decision 0021.
 */
final class LeastRequestPicker<C extends Candidate> implements GroupPicker<C> {

    /** Up to so many are all looked at. */
    private static final int FEW = 8;

    private static final int SAMPLE = 6;

    private final Group<C> group;
    private final int choices;
    private final double bias;

    LeastRequestPicker(Group<C> group, BalancerSettings.LeastRequest settings) {
        this.group = group;
        this.choices = settings.choices();
        this.bias = settings.bias();
    }

    @Override
    public @Nullable C pick(PickArgs args, Rung rung) {
        int index = group.isUniform() ? leastOfDrawn(args, rung) : byShare(args, rung);
        return index < 0 ? null : group.get(index);
    }

    private int leastOfDrawn(PickArgs args, Rung rung) {
        int least = group.choose(args, rung, -1);
        if (least < 0) {
            return least;
        }
        int[] drawn = args.scratch(choices);
        drawn[0] = least;
        int count = Math.min(choices, group.size());
        for (int i = 1; i < count; i++) {
            int index = drawOther(args, rung, drawn, i);
            if (index < 0) {
                break;
            }
            least = group.get(index).inFlight() < group.get(least).inFlight() ? index : least;
        }
        return least;
    }

    /**
     * A candidate not drawn yet, which joins those drawn; −1 if a few tries found none, and they are all who can be
     * taken.
     */
    private int drawOther(PickArgs args, Rung rung, int[] drawn, int count) {
        int others = group.size() - count;
        int number = args.random().nextInt(others);
        for (int tries = 0; tries < Group.DRAWS; tries++) {
            int index = notDrawn(drawn, count, number);
            if (group.takes(index, args, rung) && group.ready(index, args)) {
                insert(drawn, count, index);
                return index;
            }
            number = others <= Group.DRAWS
                    ? (number + 1) % others
                    : args.random().nextInt(others);
        }
        return -1;
    }

    /** The index that has so many before it which are not drawn; those drawn are in ascending order. */
    private static int notDrawn(int[] drawn, int count, int number) {
        int index = number;
        for (int i = 0; i < count && drawn[i] <= index; i++) {
            index++;
        }
        return index;
    }

    private static void insert(int[] drawn, int count, int index) {
        int at = count;
        for (; at > 0 && drawn[at - 1] > index; at--) {
            drawn[at] = drawn[at - 1];
        }
        drawn[at] = index;
    }

    private int byShare(PickArgs args, Rung rung) {
        boolean few = group.size() <= FEW;
        int chosen = -1;
        double total = 0;
        for (int i = 0; i < (few ? group.size() : SAMPLE); i++) {
            int index = few ? i : group.choose(args, rung, -1);
            if (index < 0 || few && !group.takes(index, args, rung)) {
                continue;
            }
            double share = share(index) * (few ? group.effectiveWeight(index, args) : 1);
            total += share;
            if (chosen < 0 || args.random().nextDouble() * total < share) {
                chosen = index;
            }
        }
        return chosen;
    }

    private double share(int index) {
        if (bias == 0) {
            return 1;
        }
        int active = group.get(index).inFlight() + 1;
        return bias == 1 ? 1.0 / active : Math.pow(active, -bias);
    }
}
