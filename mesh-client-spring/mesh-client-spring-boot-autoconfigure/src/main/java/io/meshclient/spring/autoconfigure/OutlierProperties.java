package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When endpoints are ejected for their failures.
 *
 * @param enabled Whether endpoints are ejected for their failures.
 * @param consecutiveFailures Failures in a row (5xx, or no response) that eject an endpoint.
 * @param baseEjectionTime Length of the first ejection; the n-th in a row lasts n times as long.
 * @param maxEjectionTime The longest ejection.
 * @param ejectionJitter Up to this much is added to an ejection at random.
 * @param maxEjectionPercent Share of the endpoints that may be ejected at once; one always may, the last never.
 * @param holdOff How long an endpoint is skipped after a connection to it failed; then one call probes it.
 * @param maxHoldOff The longest such time; it doubles with each failed probe.
 */
record OutlierProperties(
        @Nullable Boolean enabled,
        @Nullable Integer consecutiveFailures,
        @Nullable Duration baseEjectionTime,
        @Nullable Duration maxEjectionTime,
        @Nullable Duration ejectionJitter,
        @Nullable Integer maxEjectionPercent,
        @Nullable Duration holdOff,
        @Nullable Duration maxHoldOff) {}
