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

    private final Candidate[] members;
    private final int[] weights;
    private final long totalWeight;
    private final @Nullable AliasTable alias;

    Group(List<C> members) {
        this.members = members.toArray(Candidate[]::new);
        this.weights = effectiveWeights(this.members);
        long total = 0;
        for (int weight : weights) {
            total += weight;
        }
        this.totalWeight = total;
        this.alias = uniform(weights) ? null : new AliasTable(weights, total);
    }

    private static int[] effectiveWeights(Candidate[] members) {
        int[] weights = new int[members.length];
        boolean allZero = true;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = members[i].weight();
            allZero &= weights[i] == 0;
        }
        if (allZero) {
            Arrays.fill(weights, 1);
        }
        return weights;
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

    boolean isUniform() {
        return alias == null;
    }

    int[] weights() {
        return weights;
    }

    @SuppressWarnings("unchecked") // members came in as C
    C get(int index) {
        return (C) members[index];
    }

    /** Its weight in units of the average weight. */
    double relativeWeight(int index) {
        return alias == null ? 1 : weights[index] * (double) members.length / totalWeight;
    }

    /** An index, drawn by weight. */
    int draw(PickArgs args) {
        return alias == null ? args.random().nextInt(members.length) : alias.draw(args.random());
    }

    boolean takes(int index, PickArgs args, Rung rung) {
        boolean weighted = weights[index] > 0 || rung.compareTo(Rung.UNTRIED) >= 0;
        return weighted && rung.takes(members[index], args);
    }

    /**
     * One of those whom the rung takes, drawn by weight among them, by looking at all: for when a few draws met only
     * those whom it does not take. Never the one at {@code not}.
     *
     * @return its index, or −1
     */
    int scan(PickArgs args, Rung rung, int not) {
        long total = 0;
        int count = 0;
        for (int i = 0; i < members.length; i++) {
            if (i != not && takes(i, args, rung)) {
                total += weights[i];
                count++;
            }
        }
        if (count == 0) {
            return -1;
        }
        boolean byWeight = total > 0;
        long left = (long) (args.random().nextDouble() * (byWeight ? total : count));
        int last = -1;
        for (int i = 0; i < members.length; i++) {
            if (i != not && takes(i, args, rung)) {
                last = i;
                left -= byWeight ? weights[i] : 1;
                if (left < 0) {
                    return i;
                }
            }
        }
        return last; // availability changed between the two looks
    }
}
