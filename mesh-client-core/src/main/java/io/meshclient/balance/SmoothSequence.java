package io.meshclient.balance;

import java.util.Arrays;

/**
 * The turns of weighted candidates, spread as evenly as whole turns allow: what nginx and Envoy call smooth. Each weight
 * stands in it as often as it says, and between two turns of a candidate of weight {@code w} out of {@code W} there are at
 * most {@code ⌈W ÷ w⌉} others and one more for each weight that occurs; an earliest-deadline-first schedule may have one more for each
 * candidate.
 *
 * <p>Method: candidates of one weight share a comb of evenly spaced places, and the combs, each begun at another fraction of
 * its pitch, are laid over each other and read in order: linear in the number of turns, where a heap would cost its
 * logarithm for each. Weights are divided by their common divisor; if their sum is still above {@link #limit} they are
 * scaled down to it, no weight below one turn.
 */
final class SmoothSequence {

    /** Turns that even a few candidates may have: shares are exact to a hundredth of a per cent. */
    private static final int TURNS = 8192;

    /** The golden ratio's fraction: multiples of it fall evenly into [0, 1), however many there are. */
    private static final double GOLDEN = 0.6180339887498949;

    private SmoothSequence() {}

    /**
     * The turns.
     *
     * @param weights at least one above 0
     * @return indices of the weights
     */
    static int[] of(int[] weights) {
        int[] turns = turns(weights);
        int total = Arrays.stream(turns).sum();
        int[] alike = new int[Arrays.stream(turns).max().orElse(0) + 1];
        for (int count : turns) {
            alike[count]++;
        }
        double[] place = new double[total];
        int[] owner = new int[total];
        double[] begin = begins(alike);
        int[] met = new int[alike.length];
        int next = 0;
        for (int i = 0; i < turns.length; i++) {
            int count = turns[i];
            double pitch = count == 0 ? 0 : (double) total / count;
            double phase = (met[count]++ + begin[count]) / alike[count];
            for (int turn = 0; turn < count; turn++) {
                place[next] = (turn + phase) * pitch;
                owner[next++] = i;
            }
        }
        return inOrder(place, owner);
    }

    /** Where the comb of each weight begins, as a fraction of its pitch. */
    private static double[] begins(int[] alike) {
        double[] begins = new double[alike.length];
        double begin = 0;
        for (int count = 1; count < alike.length; count++) {
            if (alike[count] > 0) {
                begin = (begin + GOLDEN) % 1;
                begins[count] = begin;
            }
        }
        return begins;
    }

    /** Sorts into buckets of one turn's width; whoever shares a bucket stays as it came. */
    private static int[] inOrder(double[] place, int[] owner) {
        int[] end = new int[place.length + 1];
        for (double at : place) {
            end[bucket(at, place.length) + 1]++;
        }
        for (int i = 1; i < end.length; i++) {
            end[i] += end[i - 1];
        }
        int[] sorted = new int[owner.length];
        for (int i = 0; i < owner.length; i++) {
            sorted[end[bucket(place[i], place.length)]++] = owner[i];
        }
        return sorted;
    }

    private static int bucket(double place, int length) {
        return Math.min(length - 1, (int) place);
    }

    private static int[] turns(int[] weights) {
        int divisor = 0;
        long total = 0;
        for (int weight : weights) {
            divisor = gcd(divisor, weight);
            total += weight;
        }
        int limit = limit(weights.length);
        boolean exact = total / divisor <= limit;
        int[] turns = new int[weights.length];
        for (int i = 0; i < turns.length; i++) {
            long scaled = exact ? weights[i] / divisor : Math.max(1, Math.round((double) weights[i] * limit / total));
            turns[i] = weights[i] == 0 ? 0 : (int) scaled;
        }
        return turns;
    }

    /** Turns that so many candidates have at most, but for those who would have none. */
    private static int limit(int candidates) {
        return Math.max(TURNS, 4 * candidates);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
