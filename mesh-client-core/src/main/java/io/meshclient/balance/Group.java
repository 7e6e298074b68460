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
    private final int[] weights; // empty if all are equal
    private final long totalWeight;
    private final @Nullable AliasTable alias;

    Group(List<C> members) {
        this.members = members.toArray(Candidate[]::new);
        if (uniform(this.members)) {
            this.weights = new int[0];
            this.totalWeight = this.members.length;
            this.alias = null;
            return;
        }
        this.weights = members.stream().mapToInt(Candidate::weight).toArray();
        this.totalWeight = Arrays.stream(weights).asLongStream().sum();
        this.alias = new AliasTable(weights, totalWeight);
    }

    private static boolean uniform(Candidate[] members) {
        for (Candidate member : members) {
            if (member.weight() != members[0].weight()) {
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

    /** An index, drawn by weight. */
    int draw(PickArgs args) {
        return alias == null ? args.random().nextInt(members.length) : alias.draw(args.random());
    }

    boolean takes(int index, PickArgs args, Rung rung) {
        boolean weighted = weight(index) > 0 || rung.compareTo(Rung.UNTRIED) >= 0;
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
                total += weight(i);
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
                left -= byWeight ? weight(i) : 1;
                if (left < 0) {
                    return i;
                }
            }
        }
        return last; // availability changed between the two looks
    }
}
