package io.meshclient.cluster;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.observe.EndpointStatus;
import io.meshclient.stats.ServerLoad;
import io.meshclient.time.Internal;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint at one moment. Immutable.
 *
 * @param endpoint what its source says
 * @param status whether it takes calls
 * @param inFlight attempts under way
 * @param limit how many may be; null if there is no limit
 * @param ewmaMillis the moving average of its latency, failures charged, in milliseconds
 * @param ejectedForNanos how much longer it is ejected, in nanoseconds
 * @param ejectedWhy why it is ejected; null if it is not
 * @param successPercent the success rate of the last window, 0 to 100; NaN if there were no calls
 * @param lastCheck what the last active check said; null before the first
 * @param readiness the share of its weight that it takes, 1 unless it starts slowly
 * @param reportedLoad what it said of its load; null if nothing
 */
@Internal
public record EndpointView(
        Endpoint endpoint,
        EndpointStatus status,
        int inFlight,
        @Nullable Integer limit,
        double ewmaMillis,
        long ejectedForNanos,
        @Nullable String ejectedWhy,
        double successPercent,
        @Nullable String lastCheck,
        double readiness,
        @Nullable ServerLoad reportedLoad) {}
