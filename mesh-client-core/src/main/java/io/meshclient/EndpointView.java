package io.meshclient;

import io.meshclient.endpoint.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint at one moment. Immutable.
 *
 * @param key {@code host:port}
 * @param endpoint what its source says of it
 * @param state {@code available}, {@code held-off}, {@code probation}, {@code ejected}, {@code breaker-open}, {@code draining} or
 *     {@code unhealthy}
 * @param inFlight attempts under way
 * @param limit how many may be, by {@code limit.endpoint.*}; null if there is no limit, or if it was never asked
 * @param ewmaMillis the moving average of its latency, failures charged, in milliseconds; 0 if nothing is known
 * @param ejectedForMillis how much longer it is ejected, in milliseconds
 * @param ejectedWhy why; null if it is not
 * @param successPercent its success rate in the last window of outlier detection; null if there were no calls
 * @param lastCheck what its last active check said, such as {@code passed: status 200}; null before the first
 * @param slowStartPercent the share of its weight that it takes; 100 unless it starts slowly
 * @param reportedLoad what it said of its load; null if nothing, or if the balancer does not ask
 */
public record EndpointView(
        String key,
        Endpoint endpoint,
        String state,
        int inFlight,
        @Nullable Integer limit,
        double ewmaMillis,
        long ejectedForMillis,
        @Nullable String ejectedWhy,
        @Nullable Double successPercent,
        @Nullable String lastCheck,
        int slowStartPercent,
        @Nullable ReportedLoad reportedLoad) {}
