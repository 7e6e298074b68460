package io.meshclient.balance;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The candidates of one priority with their weights, as arrays. Immutable. Weight 0 takes no part in drawing unless all
 * weights are 0.
 *
 * @param <C> the candidates' type
 */
final class Group<C extends Candidate> {

    /** Draws before all are looked at: with half of the candidates out, one pick in 256 looks at all. */
    static final int DRAWS = 8;

    /** Up to so many are all looked at when draws met none that was ready; more would make the cost grow. */
    private static final int FEW = 16;

    private final Candidate[] members;
    private final int[] weights; // empty if all are equal
    private final long totalWeight;
    private final @Nullable AliasTable alias;

    Group(List<C> members) {
        this(members.toArray(Candidate[]::new), null);
    }

    private Group(Candidate[] members, int @Nullable [] given) {
        this.members = members;
        int[] each = given != null
                ? given
                : Arrays.stream(members).mapToInt(Candidate::weight).toArray();
        if (uniform(each)) {
            this.weights = new int[0];
            this.totalWeight = members.length;
            this.alias = null;
            return;
        }
        this.weights = each;
        this.totalWeight = Arrays.stream(weights).asLongStream().sum();
        this.alias = new AliasTable(weights, totalWeight);
    }

    /** The same candidates with other weights. */
    Group<C> weighted(int[] others) {
        return new Group<>(members, others);
    }

    private static boolean uniform(int[] weights) {
        for (int weight : weights) {
            if (weight != weights[0]) {
                return false;
            }
        }
        return true;
    }

    int size() {
        return members.length;
    }

    long totalWeight() {
        return totalWeight;
    }

    boolean isUniform() {
        return alias == null;
    }

    /** Each one's; empty if all are equal. Not to be changed. */
    int[] weights() {
        return weights;
    }

    /** 1 for each if all are equal, be it at 0. */
    int weight(int index) {
        return alias == null ? 1 : weights[index];
    }

    @SuppressWarnings("unchecked") // members came in as C
    C get(int index) {
        return (C) members[index];
    }

    /** Its weight in units of the average weight. */
    double relativeWeight(int index) {
        return alias == null ? 1 : weights[index] * (double) members.length / totalWeight;
    }

    /**
     * Its weight in units of the average weight, less while it starts slowly.
     *
     * @return above 0, unless its weight is 0
     */
    double effectiveWeight(int index, PickArgs args) {
        return relativeWeight(index) * members[index].readiness(args.now());
    }

    /**
     * An index that the rung takes, drawn by weight and readiness, never {@code not}; −1 if there is none. Among
     * thousands that all start slowly the last one drawn is taken as it is: of equals, any is right.
     */
    int choose(PickArgs args, Rung rung, int not) {
        int unready = -1;
        int draws = Math.min(DRAWS, members.length);
        for (int i = 0; i < draws; i++) {
            int index = draw(args);
            if (index != not && takes(index, args, rung)) {
                if (ready(index, args)) {
                    return index;
                }
                unready = index;
            }
        }
        return otherwise(unready, args, rung, not);
    }

    /** What a few draws come to that met nobody, or only those who are starting. */
    int otherwise(int unready, PickArgs args, Rung rung, int not) {
        return unready >= 0 && members.length > FEW ? unready : scan(args, rung, not);
    }

    /** Whether it takes this call, which while it starts slowly it does only now and then. */
    boolean ready(int index, PickArgs args) {
        double readiness = members[index].readiness(args.now());
        return readiness >= 1 || args.random().nextDouble() < readiness;
    }

    /** An index, drawn by weight. */
    private int draw(PickArgs args) {
        return alias == null ? args.random().nextInt(members.length) : alias.draw(args.random());
    }

    boolean takes(int index, PickArgs args, Rung rung) {
        boolean weighted = weight(index) > 0 || rung.compareTo(Rung.UNTRIED) >= 0;
        return weighted && rung.takes(members[index], args);
    }

    /**
     * One of those whom the rung takes, drawn by weight and readiness among them, by looking at all: for when a few
     * draws met only those whom it does not take. Never the one at {@code not}.
     *
     * @return its index, or −1
     */
    private int scan(PickArgs args, Rung rung, int not) {
        double total = 0;
        int count = 0;
        for (int i = 0; i < members.length; i++) {
            if (i != not && takes(i, args, rung)) {
                total += effectiveWeight(i, args);
                count++;
            }
        }
        if (count == 0) {
            return -1;
        }
        boolean byWeight = total > 0;
        double left = args.random().nextDouble() * (byWeight ? total : count);
        int last = -1;
        for (int i = 0; i < members.length; i++) {
            if (i != not && takes(i, args, rung)) {
                last = i;
                left -= byWeight ? effectiveWeight(i, args) : 1;
                if (left < 0) {
                    return i;
                }
            }
        }
        return last; // availability changed between the two looks
    }
}
