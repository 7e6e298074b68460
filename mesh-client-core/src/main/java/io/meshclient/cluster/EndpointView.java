package io.meshclient.cluster;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.observe.EndpointStatus;
import io.meshclient.time.Internal;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint at one moment. Immutable.
 *
 * @param endpoint what its source says
 * @param status whether it takes calls
 * @param inFlight attempts under way
 * @param ewmaMillis the moving average of its latency, failures charged, in milliseconds
 * @param ejectedForNanos how much longer it is ejected, in nanoseconds
 * @param ejectedWhy why it is ejected; null if it is not
 */
@Internal
public record EndpointView(
        Endpoint endpoint,
        EndpointStatus status,
        int inFlight,
        double ewmaMillis,
        long ejectedForNanos,
        @Nullable String ejectedWhy) {}
