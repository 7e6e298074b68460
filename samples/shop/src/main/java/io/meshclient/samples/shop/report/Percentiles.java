package io.meshclient.samples.shop.report;

import java.util.stream.LongStream;

/** Exact percentiles of measured values, by nearest rank: always a value that was measured, never one in between. */
final class Percentiles {
    private final long[] sorted;

    private Percentiles(long[] sorted) {
        this.sorted = sorted;
    }

    static Percentiles of(LongStream values) {
        return new Percentiles(values.sorted().toArray());
    }

    boolean isEmpty() {
        return sorted.length == 0;
    }

    /**
     * The smallest measured value that at least this share of all values does not exceed.
     *
     * @param share above 0 and at most 1
     */
    long at(double share) {
        if (isEmpty()) {
            throw new IllegalStateException("no values, no percentiles");
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.min(Math.max(rank, 1), sorted.length) - 1];
    }

    long max() {
        return at(1);
    }
}
