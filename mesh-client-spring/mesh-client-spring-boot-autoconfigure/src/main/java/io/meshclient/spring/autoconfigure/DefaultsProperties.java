package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * What can be set for all services; the keys that name one service are missing.
 *
 * @param discovery Where the endpoints come from.
 * @param discoveryMode What several discoveries are together.
 * @param discoveryPercent With discovery-mode migrate, the last discovery\'s share of the calls.
 * @param scheme The scheme of a mesh client's base URL; on a wrapped client the URL as typed decides.
 * @param balancer How an endpoint is chosen.
 * @param leastRequest Numbers of the balancer least-request.
 * @param hash What calls are recognised by, and numbers of the balancers ring-hash and maglev.
 * @param orca Numbers of the balancer orca, which follows the load that servers report.
 * @param prequal Numbers of the balancer prequal, which follows the load that servers report.
 * @param callTimeout Time for the whole call up to the final response's headers: attempts, waits, redirects.
 * @param callTimeoutCoversBody Whether call-timeout covers the response body too.
 * @param perTryTimeout Time for one attempt up to its response headers.
 * @param perTryIdleTimeout How long an attempt may pass without a byte, its response body included; the wrapped client's read and write timeouts count if they are shorter.
 * @param connectTimeout Time for TCP and TLS of a new connection.
 * @param maxConcurrentCalls Calls of this service that may be under way at once, bodies included; more are refused.
 * @param panicThreshold Below this share of healthy endpoints of a priority, health and ejection are no longer believed in it.
 * @param failOnPanic Whether calls are refused, instead of spread over all endpoints, when too few are healthy.
 * @param emptyGuard How long a registry's empty answer is held back while the old endpoints still work.
 * @param deadline What services are told of the time that is left, and what calls inherit.
 * @param retry When and how often failed attempts are retried.
 * @param hedge When a call whose answer is late gets a second attempt beside the first.
 * @param outlier When endpoints are ejected for their failures.
 * @param healthCheck Active checks of endpoints.
 * @param slowStart How endpoints that are new take their share.
 * @param breaker Circuit breakers of the service as a whole, or of each endpoint.
 * @param limit How many calls may be under way at once.
 * @param admission How many calls are refused while the service fails.
 * @param rateLimit How many calls there may be in a time.
 * @param priority How calls are spread over priorities.
 * @param locality How the calls of a priority are spread over zones.
 * @param subsetting Which part of a large cluster this process uses.
 * @param subset Which endpoints calls may ask for, by their metadata.
 * @param connection How long connections are used.
 */
record DefaultsProperties(
        @Nullable String discovery,
        @Nullable DiscoveryMode discoveryMode,
        @Nullable Integer discoveryPercent,
        @Nullable SchemeName scheme,
        @Nullable BalancerName balancer,
        @NestedConfigurationProperty @Nullable LeastRequestProperties leastRequest,
        @NestedConfigurationProperty @Nullable HashProperties hash,
        @NestedConfigurationProperty @Nullable OrcaProperties orca,
        @NestedConfigurationProperty @Nullable PrequalProperties prequal,
        @Nullable Duration callTimeout,
        @Nullable Boolean callTimeoutCoversBody,
        @Nullable Duration perTryTimeout,
        @Nullable Duration perTryIdleTimeout,
        @Nullable Duration connectTimeout,
        @Nullable Integer maxConcurrentCalls,
        @Nullable Integer panicThreshold,
        @Nullable Boolean failOnPanic,
        @Nullable Duration emptyGuard,
        @NestedConfigurationProperty @Nullable DeadlineProperties deadline,
        @NestedConfigurationProperty @Nullable RetryProperties retry,
        @NestedConfigurationProperty @Nullable HedgeProperties hedge,
        @NestedConfigurationProperty @Nullable OutlierProperties outlier,
        @NestedConfigurationProperty @Nullable HealthCheckProperties healthCheck,
        @NestedConfigurationProperty @Nullable SlowStartProperties slowStart,
        @NestedConfigurationProperty @Nullable BreakerProperties breaker,
        @NestedConfigurationProperty @Nullable LimitProperties limit,
        @NestedConfigurationProperty @Nullable AdmissionProperties admission,
        @NestedConfigurationProperty @Nullable RateLimitProperties rateLimit,
        @NestedConfigurationProperty @Nullable PriorityProperties priority,
        @NestedConfigurationProperty @Nullable LocalityProperties locality,
        @NestedConfigurationProperty @Nullable SubsettingProperties subsetting,
        @NestedConfigurationProperty @Nullable SubsetProperties subset,
        @NestedConfigurationProperty @Nullable ConnectionProperties connection) {}
