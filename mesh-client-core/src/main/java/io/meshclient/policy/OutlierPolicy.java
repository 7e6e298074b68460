package io.meshclient.policy;

import java.time.Duration;

/**
 * When an endpoint is taken out for its failures. Immutable.
 *
 * @param enabled whether outlier detection ejects
 * @param consecutiveFailures failures in a row that eject; 0 for never
 * @param baseEjectionTime the first ejection's length; the n-th in a row lasts n times as long
 * @param maxEjectionTime the longest ejection
 * @param ejectionJitter up to this much is added at random
 * @param maxEjectionPercent how much of the cluster may be ejected at once; one endpoint always may, the last never
 * @param holdOff how long an endpoint is skipped after a connection to it failed; 0 for never
 * @param maxHoldOff the longest such time; it doubles with each failed probe
 */
public record OutlierPolicy(
        boolean enabled,
        int consecutiveFailures,
        Duration baseEjectionTime,
        Duration maxEjectionTime,
        Duration ejectionJitter,
        int maxEjectionPercent,
        Duration holdOff,
        Duration maxHoldOff) {

    static OutlierPolicy of(Settings settings) {
        return new OutlierPolicy(
                settings.get(OutlierKeys.ENABLED),
                settings.get(OutlierKeys.CONSECUTIVE),
                settings.get(OutlierKeys.BASE),
                settings.get(OutlierKeys.MAX),
                settings.get(OutlierKeys.JITTER),
                settings.get(OutlierKeys.PERCENT),
                settings.get(OutlierKeys.HOLD_OFF),
                settings.get(OutlierKeys.HOLD_OFF_MAX));
    }
}
