package io.meshclient.balance;

import io.meshclient.endpoint.Locality;
import io.meshclient.stats.ServerLoad;
import io.meshclient.time.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What a picker sees of an endpoint. All methods only read, may be called by many threads, and may answer with what was
 * true a moment ago.
 */
@Internal
public interface Candidate {

    /**
     * Its share relative to others.
     *
     * @return 0 or more
     */
    int weight();

    /**
     * What stands for it where calls are spread by hash; the same for every caller, and not another's.
     *
     * @return not empty
     */
    String hashKey();

    /**
     * 0 is used first.
     *
     * @return 0 or more
     */
    int priority();

    /**
     * Where it runs.
     *
     * @return never null
     */
    Locality locality();

    /**
     * What its source says of the weight of its whole locality.
     *
     * @return 0 or more; −1 if it says nothing
     */
    default int localityWeight() {
        return -1;
    }

    /**
     * Calls under way.
     *
     * @return 0 or more
     */
    int inFlight();

    /**
     * What a call would cost, before load: the moving average of its latency, or the age of the oldest call that still
     * waits for headers if that is more.
     *
     * @param nowNanos the time
     * @return nanoseconds; 0 if nothing is known
     */
    double cost(long nowNanos);

    /**
     * How busy it says it is.
     *
     * @param nowNanos the time
     * @param maxAgeNanos how old its word may be
     * @return 0 for idle, 1 for full; NaN if it has not said it of late
     */
    default double utilization(long nowNanos, long maxAgeNanos) {
        ServerLoad load = reportedLoad();
        return load == null ? Double.NaN : load.utilization(maxAgeNanos, nowNanos);
    }

    /**
     * What it has reported of its load.
     *
     * @return null if nothing, or if nobody wanted to know
     */
    @Nullable
    ServerLoad reportedLoad();

    /**
     * Whether neither its source nor outlier detection speaks against it.
     *
     * @return true if it is believed to work
     */
    boolean trusted();

    /**
     * Whether it is about to go.
     *
     * @return true if new calls should go elsewhere
     */
    boolean draining();

    /**
     * Whether it works, but worse than usual.
     *
     * @return true if it should take only what others cannot
     */
    default boolean degraded() {
        return false;
    }

    /**
     * Whether it takes no call for a moment: it refused connections and is not due for a probe, or its limit is reached.
     *
     * @param nowNanos the time
     * @return true if it should be skipped
     */
    boolean heldOff(long nowNanos);

    /**
     * How much of its weight it takes now.
     *
     * @param nowNanos the time
     * @return 1; less, but above 0, while it starts slowly
     */
    double readiness(long nowNanos);
}
