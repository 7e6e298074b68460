package io.meshclient.balance;

import io.meshclient.time.RandomSource;

/**
 * Draws an index by weight in constant time. Immutable.
 *
 * <p>Source: M. D. Vose, "A linear algorithm for generating random numbers with a given distribution", 1991.
 */
final class AliasTable {

    private final double[] keep;
    private final int[] alias;

    AliasTable(int[] weights, long total) {
        int n = weights.length;
        keep = new double[n];
        alias = new int[n];
        int[] small = new int[n];
        int[] large = new int[n];
        int smalls = 0;
        int larges = 0;
        for (int i = 0; i < n; i++) {
            keep[i] = weights[i] * (double) n / total;
            alias[i] = i;
            if (keep[i] < 1) {
                small[smalls++] = i;
            } else {
                large[larges++] = i;
            }
        }
        while (smalls > 0 && larges > 0) {
            int less = small[--smalls];
            int more = large[--larges];
            alias[less] = more;
            keep[more] -= 1 - keep[less];
            if (keep[more] < 1) {
                small[smalls++] = more;
            } else {
                large[larges++] = more;
            }
        }
        while (larges > 0) {
            keep[large[--larges]] = 1;
        }
        while (smalls > 0) { // what rounding left over
            keep[small[--smalls]] = 1;
        }
    }

    int draw(RandomSource random) {
        int index = random.nextInt(keep.length);
        return random.nextDouble() < keep[index] ? index : alias[index];
    }
}
