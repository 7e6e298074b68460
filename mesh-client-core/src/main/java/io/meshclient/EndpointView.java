package io.meshclient;

import io.meshclient.endpoint.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint at one moment. Immutable.
 *
 * @param key {@code host:port}
 * @param endpoint what its source says of it
 * @param state {@code available}, {@code held-off}, {@code ejected}, {@code draining} or {@code unhealthy}
 * @param inFlight attempts under way
 * @param ewmaMillis the moving average of its latency, failures charged, in milliseconds; 0 if nothing is known
 * @param ejectedForMillis how much longer it is ejected, in milliseconds
 * @param ejectedWhy why; null if it is not
 */
public record EndpointView(
        String key,
        Endpoint endpoint,
        String state,
        int inFlight,
        double ewmaMillis,
        long ejectedForMillis,
        @Nullable String ejectedWhy) {}
