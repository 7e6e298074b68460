package io.meshclient.guard;

/**
 * Estimates the queue at the other side by comparing each latency with the least one, as TCP Vegas does.
 *
 * <p>Source: Netflix concurrency-limits {@code VegasLimit}: {@code queue = ⌈limit · (1 − rttNoLoad / rtt)⌉}; with {@code s =
 * max(1, ⌊log10(limit)⌋)}, up by {@code 6s} if {@code queue ≤ s}, up by {@code s} if {@code queue < 3s}, down by {@code s}
 * if {@code queue > 6s} or for a drop; nothing while less than half of the limit is used. After {@code probe-multiplier ·
 * limit} samples, times a random number between ½ and 1, the least latency is measured anew.
 *
 * <p>One difference: a drop does not count as a measure of the least latency. A server that turns calls away at once would
 * set it to what no real answer reaches.
 */
final class VegasLimit implements ConcurrencyLimit {

    private final LimitRules.Vegas rules;
    private double limit;
    private long noLoad; // 0: not measured
    private int samples;
    private double jitter;

    VegasLimit(LimitRules.Vegas rules) {
        this.rules = rules;
        this.limit = rules.bounds().initial();
        this.jitter = newJitter();
    }

    private double newJitter() {
        return 0.5 + rules.random().nextDouble() / 2;
    }

    @Override
    public int sample(long nowNanos, long rttNanos, int inFlight, boolean dropped) {
        int step = step((int) limit);
        if (dropped) {
            move(-step);
        } else if (isMeasure(rttNanos)) {
            noLoad = rttNanos;
        } else if (inFlight * 2L >= limit) {
            adapt((int) Math.ceil(limit * (1 - (double) noLoad / rttNanos)), step);
        }
        return (int) limit;
    }

    private boolean isMeasure(long rttNanos) {
        samples++;
        if (samples >= jitter * rules.probeMultiplier() * limit) {
            jitter = newJitter();
            samples = 0;
            return true;
        }
        return noLoad == 0 || rttNanos < noLoad;
    }

    private void adapt(int queue, int step) {
        if (queue <= step) {
            move(6 * step);
        } else if (queue < 3 * step) {
            move(step);
        } else if (queue > 6 * step) {
            move(-step);
        }
    }

    private void move(int by) {
        double to = rules.bounds().clamp(limit + by);
        limit = (1 - rules.smoothing()) * limit + rules.smoothing() * to;
    }

    private static int step(int limit) {
        int digits = 1;
        for (int rest = limit / 100; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
