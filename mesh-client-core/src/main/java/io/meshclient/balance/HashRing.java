package io.meshclient.balance;

import io.meshclient.stats.XxHash64;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A ring of hashes (Ketama): each candidate owns as many of its points as its weight says, and a call belongs to the
 * first point at or after its own hash.
 *
 * <p>Source: Envoy {@code ring_hash}, point for point: with the share {@code s} of the total weight and the least share
 * {@code m}, {@code scale = min(⌈m · min ring⌉ ÷ m, max ring)}; candidates in their order get points while the count of
 * all points is below the running sum of {@code s · scale}; the {@code i}-th point of the key {@code k} is {@code
 * xxHash64(k + "_" + i)}.
 */
final class HashRing implements HashTable {

    private final long[] points; // ascending, unsigned
    private final int[] owners;

    private HashRing(long[] points, int[] owners) {
        this.points = points;
        this.owners = owners;
    }

    static HashRing over(Group<?> group, BalancerSettings.Hashing settings) {
        int n = group.size();
        double total = group.totalWeight();
        double least = 1;
        for (int i = 0; i < n; i++) {
            least = group.weight(i) > 0 ? Math.min(least, group.weight(i) / total) : least;
        }
        double scale = Math.min(Math.ceil(least * settings.minRing()) / least, settings.maxRing());
        int size = 0;
        long[] points = new long[(int) Math.ceil(scale) + n];
        int[] owners = new int[points.length];
        double target = 0;
        for (int i = 0; i < n; i++) {
            target += scale * (group.weight(i) / total);
            Point point = new Point(group.get(i).hashKey());
            for (int number = 0; size < target; number++) {
                owners[size] = i;
                points[size++] = point.hash(number);
            }
        }
        return sorted(Arrays.copyOf(points, size), owners);
    }

    /** Hashes are spread evenly, so a bucket for each holds one or two: no comparison sort is faster. */
    private static HashRing sorted(long[] points, int[] owners) {
        int bits = 64 - Long.numberOfLeadingZeros(points.length | 1);
        int[] end = new int[(1 << bits) + 1];
        for (long point : points) {
            end[(int) (point >>> (64 - bits)) + 1]++;
        }
        for (int i = 1; i < end.length; i++) {
            end[i] += end[i - 1];
        }
        long[] inOrder = new long[points.length];
        int[] theirs = new int[points.length];
        for (int i = 0; i < points.length; i++) {
            int place = end[(int) (points[i] >>> (64 - bits))]++;
            inOrder[place] = points[i];
            theirs[place] = owners[i];
        }
        for (int i = 1; i < inOrder.length; i++) { // insertion sort: what is out of order is so by a bucket at most
            long point = inOrder[i];
            int owner = theirs[i];
            int at = i;
            for (; at > 0 && Long.compareUnsigned(inOrder[at - 1], point) > 0; at--) {
                inOrder[at] = inOrder[at - 1];
                theirs[at] = theirs[at - 1];
            }
            inOrder[at] = point;
            theirs[at] = owner;
        }
        return new HashRing(inOrder, theirs);
    }

    int size() {
        return points.length;
    }

    /** The first point at or after the hash; after the last comes the first. */
    @Override
    public long start(long hash) {
        int low = 0;
        int high = points.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(points[middle], hash) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == points.length ? 0 : low;
    }

    @Override
    public int owner(long start, int step) {
        return points.length == 0 ? -1 : owners[(int) ((start + step) % points.length)];
    }

    /** The points of one key, made without an object for each. */
    private static final class Point {

        private static final int LONGEST_NUMBER = 10;

        private final byte[] text;
        private final int prefix;

        Point(String key) {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            text = Arrays.copyOf(bytes, bytes.length + 1 + LONGEST_NUMBER);
            text[bytes.length] = '_';
            prefix = bytes.length + 1;
        }

        long hash(int number) {
            int digits = 1;
            for (int rest = number / 10; rest > 0; rest /= 10) {
                digits++;
            }
            int rest = number;
            for (int at = prefix + digits - 1; at >= prefix; at--) {
                text[at] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            return XxHash64.hash(text, prefix + digits, 0);
        }
    }
}
