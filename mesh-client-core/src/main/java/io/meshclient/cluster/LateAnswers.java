package io.meshclient.cluster;

import io.meshclient.policy.HedgePolicy;
import io.meshclient.stats.LatencyWindow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The percentile of a service's recent latency above which an answer is late. Safe for use by many threads; what a call asks
 * is a read of a volatile, for a percentile is made anew ten times a second at most.
 */
final class LateAnswers {

    /** How long a percentile is believed: 100 ms. Making it anew looks at a thousand counters. */
    private static final long REFRESH_NANOS = 100_000_000L;

    private final HedgePolicy policy;
    private final LatencyWindow latencies;
    private final AtomicLong refreshAt;
    private volatile long percentile = -1; // nanoseconds; −1 as long as it is not known

    LateAnswers(HedgePolicy policy, long nowNanos) {
        this.policy = policy;
        this.latencies = new LatencyWindow(policy.window().toNanos());
        this.refreshAt = new AtomicLong(nowNanos);
    }

    void add(long latencyNanos, long nowNanos) {
        latencies.add(latencyNanos, nowNanos);
    }

    /** Nanoseconds; −1 as long as too few answers came. */
    long delayNanos(long nowNanos) {
        long due = refreshAt.get();
        if (nowNanos - due >= 0 && refreshAt.compareAndSet(due, nowNanos + REFRESH_NANOS)) {
            percentile = measured(nowNanos);
        }
        return percentile;
    }

    private long measured(long nowNanos) {
        long late = latencies.quantile(policy.percentile() / 100, policy.minSamples(), nowNanos);
        return late < 0 ? -1 : Math.max(late, policy.minDelay().toNanos());
    }
}
