package io.meshclient;

import io.meshclient.policy.ConfigValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One service at one moment. Immutable.
 *
 * @param name its name
 * @param discovery where its endpoints come from
 * @param lastChangeMillisAgo how long its endpoints have been as they are, in milliseconds
 * @param ageMillis how long its source has failed to confirm them, in milliseconds; 0 while it works
 * @param lastError what its source fails with; null while it works
 * @param callsInFlight calls under way, bodies included
 * @param callLimit calls that may be under way at this moment: the limit of {@code limit.service.*}, or {@code
 *     max-concurrent-calls} if that is less; 0 if there is neither
 * @param sheddingPercent the share of calls of the usual priority that admission control refuses; 0 if it is off
 * @param breaker the breaker's state; null if there is none
 * @param retryBudget retries that could be made now; negative if retries are not budgeted
 * @param placement how its calls are spread over priorities and zones
 * @param endpoints its endpoints; with {@code subsetting.size}, those that this process uses
 * @param policy every key with the value that counts and its origin
 */
public record ServiceView(
        String name,
        String discovery,
        long lastChangeMillisAgo,
        long ageMillis,
        @Nullable String lastError,
        int callsInFlight,
        int callLimit,
        double sheddingPercent,
        @Nullable String breaker,
        double retryBudget,
        PlacementView placement,
        List<EndpointView> endpoints,
        Map<String, ConfigValue> policy) {

    /** Copies the list. */
    public ServiceView {
        endpoints = List.copyOf(endpoints);
    }

    /**
     * One endpoint.
     *
     * @param key {@code host:port}
     * @return its view
     * @throws IllegalArgumentException if there is no such endpoint
     */
    public EndpointView endpoint(String key) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no endpoint '" + key + "'; there are: "
                        + endpoints.stream().map(EndpointView::key).toList()));
    }
}
