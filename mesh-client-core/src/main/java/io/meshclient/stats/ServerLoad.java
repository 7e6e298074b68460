package io.meshclient.stats;

import io.meshclient.time.Internal;
import java.util.List;

/**
 * What one server has reported of its load so far. Reported by one thread at a time, read by many.
 *
 * <p>Source of blackout and expiry: gRPC {@code weighted_round_robin} (gRFC A58).
 */
@Internal
public final class ServerLoad {

    private volatile State state;

    /**
     * Load after the first report.
     *
     * @param report the first
     * @param weight what it means; 0 for nothing
     * @param nowNanos the time
     */
    public ServerLoad(LoadReport report, double weight, long nowNanos) {
        state = new State(report, weight, nowNanos, nowNanos, nowNanos, weight > 0);
    }

    /**
     * A further report.
     *
     * @param report the newest
     * @param weight what it means; 0 for nothing, which leaves the last one in force
     * @param expiryNanos how long one counts; after a longer pause the endpoint starts anew
     * @param nowNanos the time
     */
    public void report(LoadReport report, double weight, long expiryNanos, long nowNanos) {
        State last = state;
        if (!(weight > 0)) {
            state = new State(report, last.weight, nowNanos, last.weighedAt, last.since, last.weighed);
            return;
        }
        boolean goesOn = last.weighed && nowNanos - last.weighedAt < expiryNanos;
        state = new State(report, weight, nowNanos, nowNanos, goesOn ? last.since : nowNanos, true);
    }

    /**
     * The weight that counts now.
     *
     * @param blackoutNanos how long it must have reported
     * @param expiryNanos how long a report counts
     * @param nowNanos the time
     * @return 0 if none does
     */
    public double weight(long blackoutNanos, long expiryNanos, long nowNanos) {
        State now = state;
        boolean counts = now.weighed && nowNanos - now.weighedAt < expiryNanos && nowNanos - now.since >= blackoutNanos;
        return counts ? now.weight : 0;
    }

    /**
     * The newest weight, whether it counts yet, still, or not.
     *
     * @return 0 if none was ever told
     */
    public double toldWeight() {
        return state.weight;
    }

    /**
     * The newest report.
     *
     * @return never null
     */
    public LoadReport newest() {
        return state.report;
    }

    /**
     * How busy the server says it is: the application's utilisation, else the processor's.
     *
     * @param maxAgeNanos how old its word may be
     * @param nowNanos the time
     * @return 0 for idle, 1 for full; NaN if it has not said it of late
     */
    public double utilization(long maxAgeNanos, long nowNanos) {
        State now = state;
        boolean counts = now.report.tellsUtilization() && nowNanos - now.at <= maxAgeNanos;
        return counts ? now.report.utilization(List.of()) : Double.NaN;
    }

    /**
     * How old that is.
     *
     * @param nowNanos the time
     * @return nanoseconds
     */
    public long age(long nowNanos) {
        return nowNanos - state.at;
    }

    /** All of it at one moment: the newest report, and the newest that told a weight. */
    private record State(LoadReport report, double weight, long at, long weighedAt, long since, boolean weighed) {}
}
