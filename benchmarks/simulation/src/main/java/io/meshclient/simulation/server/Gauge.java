package io.meshclient.simulation.server;

/**
 * A server's own measurements, as servers report them: averages that are weighted by time, τ = 1 s. {@code StrictMath}, so
 * that every JDK computes the same.
 */
final class Gauge {

    private static final double TAU_NANOS = 1e9;

    private double latency;
    private double rate;
    private long answeredAt;
    private double busy;
    private long busySince;

    /** A request was answered that took so long. */
    void answered(long tookNanos, long nowNanos) {
        double kept = kept(answeredAt, nowNanos);
        latency = latency == 0 ? tookNanos : latency * kept + tookNanos * (1 - kept);
        rate = rate * kept + 1e9 / TAU_NANOS;
        answeredAt = nowNanos;
    }

    /** So many workers have been busy since this was last called. */
    void wereBusy(int workers, long nowNanos) {
        busy = busy(workers, nowNanos);
        busySince = nowNanos;
    }

    private static double kept(long then, long nowNanos) {
        return StrictMath.exp((then - nowNanos) / TAU_NANOS);
    }

    double latencyNanos() {
        return latency;
    }

    double perSecond(long nowNanos) {
        return rate * kept(answeredAt, nowNanos);
    }

    /** Workers that are busy, of late; so many are since {@link #wereBusy} was last called. */
    double busy(int workers, long nowNanos) {
        double kept = kept(busySince, nowNanos);
        return busy * kept + workers * (1 - kept);
    }
}
