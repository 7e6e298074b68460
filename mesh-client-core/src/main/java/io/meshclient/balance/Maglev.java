package io.meshclient.balance;

import io.meshclient.stats.XxHash64;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A table of fixed, prime length in which each candidate owns as many places as its weight says. A look-up costs one
 * division; of the keys of an endpoint that stays a few move when another goes.
 *
 * <p>Source: Eisenbud et al., "Maglev: A Fast and Reliable Software Network Load Balancer", 2016, with weights as in
 * Envoy {@code maglev}, place for place: candidates in the order of their keys; the permutation of key {@code k} begins
 * at {@code xxHash64(k) mod M} and goes on by {@code xxHash64(k, seed 1) mod (M − 1) + 1}; in the {@code n}-th round a
 * candidate of the share {@code s} takes the next free place of its permutation if {@code n · s} has reached its
 * target, which then grows by the largest share.
 */
final class Maglev implements HashTable {

    private final int[] table;

    private Maglev(int[] table) {
        this.table = table;
    }

    static Maglev over(Group<?> group, int length) {
        Integer[] order = new Integer[group.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparing(i -> group.get(i).hashKey()));
        Entry[] entries = Arrays.stream(order)
                .filter(i -> group.weight(i) > 0)
                .map(i -> new Entry(i, group.get(i).hashKey(), group.weight(i) / (double) group.totalWeight(), length))
                .toArray(Entry[]::new);
        return new Maglev(entries.length == 0 ? new int[0] : filled(entries, length));
    }

    private static int[] filled(Entry[] entries, int length) {
        int[] table = new int[length];
        Arrays.fill(table, -1);
        double largest = 0;
        for (Entry entry : entries) {
            largest = Math.max(largest, entry.share);
        }
        int taken = 0;
        for (long round = 1; taken < length; round++) {
            for (int i = 0; i < entries.length && taken < length; i++) {
                Entry entry = entries[i];
                if (round * entry.share >= entry.target) {
                    entry.target += largest;
                    entry.take(table);
                    taken++;
                }
            }
        }
        return table;
    }

    @Override
    public long start(long hash) {
        return hash;
    }

    /** Each step flips most bits of the hash, as Envoy's attempts do: {@code hash xor −step}. */
    @Override
    public int owner(long start, int step) {
        return table.length == 0 ? -1 : table[(int) Long.remainderUnsigned(start ^ -(long) step, table.length)];
    }

    /** A candidate while the table is filled. */
    private static final class Entry {

        private final int index;
        private final double share;
        private final int skip;
        private int place;
        private double target;

        Entry(int index, String key, double share, int length) {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            this.index = index;
            this.share = share;
            this.place = (int) Long.remainderUnsigned(XxHash64.hash(bytes, bytes.length, 0), length);
            this.skip = (int) Long.remainderUnsigned(XxHash64.hash(bytes, bytes.length, 1), length - 1) + 1;
        }

        /** The next free place of its permutation. */
        void take(int[] table) {
            while (table[place] >= 0) {
                advance(table.length);
            }
            table[place] = index;
            advance(table.length);
        }

        private void advance(int length) {
            place += skip;
            place -= place >= length ? length : 0;
        }
    }
}
