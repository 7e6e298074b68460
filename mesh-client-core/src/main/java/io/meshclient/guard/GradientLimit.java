package io.meshclient.guard;

import java.util.Arrays;

/**
 * Envoy's adaptive concurrency: at the end of each window of time, the latency of the window is compared with the least one.
 *
 * <p>Source: Envoy {@code gradient_controller.cc}: {@code gradient = clamp(minRtt · (1 + buffer) / sampleRtt, 0.5, 2)} and
 * {@code limit = gradient · limit + √(gradient · limit)}; {@code sampleRtt} is a percentile of the window's latencies.
 *
 * <p>Two differences. {@code minRtt} is the least {@code sampleRtt} of the running and the last interval, and is measured anew
 * when the limit has been at its minimum for five windows; Envoy holds the limit at its minimum for 50 requests to measure it, and
 * a client that did so would refuse its own calls. A drop counts as a latency without end; Envoy knows no drops.
 */
final class GradientLimit implements ConcurrencyLimit {

    private static final int MOST_SAMPLES = 64; // of a window; of more, each stays with the same chance
    private static final long ENDLESS = Long.MAX_VALUE;
    private static final int WINDOWS_AT_MINIMUM = 5;

    private final LimitRules.Gradient rules;
    private final long[] samples = new long[MOST_SAMPLES];
    private int limit;
    private int count; // of the window
    private long windowEnd;
    private boolean measuring; // whether the interval has an end
    private long intervalEnd;
    private long least = ENDLESS;
    private long leastBefore = ENDLESS;
    private int windowsAtMinimum;

    GradientLimit(LimitRules.Gradient rules) {
        this.rules = rules;
        this.limit = rules.bounds().initial();
    }

    @Override
    public int sample(long nowNanos, long rttNanos, int inFlight, boolean dropped) {
        if (count > 0 && nowNanos - windowEnd >= 0) {
            endWindow(nowNanos);
        }
        if (count == 0) {
            windowEnd = nowNanos + rules.windowNanos();
        }
        add(dropped ? ENDLESS : rttNanos);
        return limit;
    }

    private void add(long rttNanos) {
        int place = count < MOST_SAMPLES ? count : rules.random().nextInt(count + 1);
        if (place < MOST_SAMPLES) {
            samples[place] = rttNanos;
        }
        count++;
    }

    private void endWindow(long nowNanos) {
        int kept = Math.min(count, MOST_SAMPLES);
        count = 0;
        Arrays.sort(samples, 0, kept);
        long rtt = samples[(kept - 1) * rules.percentile() / 100];
        remember(rtt, nowNanos);
        double next = limit * gradient(rtt, Math.min(least, leastBefore));
        limit = (int) rules.bounds().clamp(next + Math.sqrt(next));
        windowsAtMinimum = limit == rules.bounds().min() ? windowsAtMinimum + 1 : 0;
        if (windowsAtMinimum >= WINDOWS_AT_MINIMUM) {
            windowsAtMinimum = 0;
            least = ENDLESS;
            leastBefore = ENDLESS;
        }
    }

    private void remember(long rtt, long nowNanos) {
        if (!measuring || nowNanos - intervalEnd >= 0) {
            measuring = true;
            leastBefore = least;
            least = ENDLESS;
            double longer = 1 + rules.jitter() * rules.random().nextDouble();
            intervalEnd = nowNanos + (long) (rules.intervalNanos() * longer);
        }
        least = Math.min(least, rtt);
    }

    private double gradient(long rtt, long minRtt) {
        return rtt == ENDLESS ? 0.5 : Math.max(0.5, Math.min(2, minRtt * (1 + rules.buffer()) / rtt));
    }
}
