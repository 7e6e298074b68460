package io.meshclient.discovery.consul;

/**
 * How fast one service may be asked for: a token bucket with room for {@value #BURST}, one more each second. Usually the
 * next question follows at once; where the index changes all the time (before 1.0.7 with every change of any service, today
 * for services that do not exist) the loop becomes a poll each second. Source of the rule: "Blocking Queries" in Consul's
 * API documentation; it proposes a burst of 2 and 15 s, which would keep a new instance waiting for that long. Used by one
 * thread at a time.
 */
final class Pace {

    static final int BURST = 5;
    static final long INTERVAL_NANOS = 1_000_000_000L;

    private long dueNanos; // when the question after those asked so far would be due, if they came once an interval

    Pace(long nowNanos) {
        this.dueNanos = nowNanos;
    }

    /** Takes a token, and tells how long to wait for it. */
    long takeNanos(long nowNanos) {
        if (dueNanos - nowNanos < 0) {
            dueNanos = nowNanos;
        }
        long wait = dueNanos - nowNanos - (BURST - 1) * INTERVAL_NANOS;
        dueNanos += INTERVAL_NANOS;
        return Math.max(0, wait);
    }
}
