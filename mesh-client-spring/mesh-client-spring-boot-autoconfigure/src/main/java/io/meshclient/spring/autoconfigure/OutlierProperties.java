package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * When endpoints are ejected for their failures.
 *
 * @param enabled Whether endpoints are ejected for their failures.
 * @param mode Whose rules decide who is ejected: Envoy's (counts, and comparison with the others) or Linkerd's (each alone, and one real request as a probe).
 * @param consecutiveFailures Failures in a row (5xx, or no response) that eject an endpoint.
 * @param baseEjectionTime Length of the first ejection; the n-th in a row lasts n times as long.
 * @param maxEjectionTime The longest ejection.
 * @param ejectionJitter Up to this much is added to an ejection at random.
 * @param maxEjectionPercent Share of the endpoints that may be ejected at once; one always may, the last never.
 * @param holdOff How long an endpoint is skipped after a connection to it failed; then one call probes it.
 * @param maxHoldOff The longest such time; it doubles with each failed probe.
 * @param interval How often the endpoints of a service are compared with each other; a window of counts is as long.
 * @param consecutiveGatewayFailures Gateway failures in a row (502, 503, 504, or no response) that count as an outlier.
 * @param splitLocalOrigin Whether attempts without a response are counted apart from responses.
 * @param consecutiveLocalOriginFailures With split-local-origin, attempts without a response in a row that count as an outlier.
 * @param enforcingConsecutiveFailures Share of outliers by failures in a row that are ejected; the others are only told of.
 * @param enforcingConsecutiveGatewayFailures The same for gateway failures in a row.
 * @param enforcingConsecutiveLocalOriginFailures The same for attempts without a response in a row.
 * @param enforcingSuccessRate The same for success rates.
 * @param enforcingLocalOriginSuccessRate The same for success rates of attempts without a response.
 * @param enforcingFailurePercentage The same for shares of failures.
 * @param enforcingLocalOriginFailurePercentage The same for shares of attempts without a response.
 * @param successfulCheckUnejects Whether a successful active health check ends an ejection and clears the counts.
 * @param successRate The comparison of success rates.
 * @param failurePercentage The limit of the share of failures.
 * @param linkerd The rules of mode linkerd.
 */
record OutlierProperties(
        @Nullable Boolean enabled,
        @Nullable OutlierModeName mode,
        @Nullable Integer consecutiveFailures,
        @Nullable Duration baseEjectionTime,
        @Nullable Duration maxEjectionTime,
        @Nullable Duration ejectionJitter,
        @Nullable Integer maxEjectionPercent,
        @Nullable Duration holdOff,
        @Nullable Duration maxHoldOff,
        @Nullable Duration interval,
        @Nullable Integer consecutiveGatewayFailures,
        @Nullable Boolean splitLocalOrigin,
        @Nullable Integer consecutiveLocalOriginFailures,
        @Nullable Integer enforcingConsecutiveFailures,
        @Nullable Integer enforcingConsecutiveGatewayFailures,
        @Nullable Integer enforcingConsecutiveLocalOriginFailures,
        @Nullable Integer enforcingSuccessRate,
        @Nullable Integer enforcingLocalOriginSuccessRate,
        @Nullable Integer enforcingFailurePercentage,
        @Nullable Integer enforcingLocalOriginFailurePercentage,
        @Nullable Boolean successfulCheckUnejects,
        @NestedConfigurationProperty @Nullable SuccessRateProperties successRate,
        @NestedConfigurationProperty @Nullable FailurePercentageProperties failurePercentage,
        @NestedConfigurationProperty @Nullable LinkerdProperties linkerd) {}
