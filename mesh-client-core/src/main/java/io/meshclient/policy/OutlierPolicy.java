package io.meshclient.policy;

import java.time.Duration;

/**
 * When an endpoint is taken out for its failures. Immutable.
 *
 * @param enabled whether outlier detection ejects
 * @param mode whose rules it follows
 * @param interval how often Envoy's rules compare the endpoints, and the length of the windows that they compare
 * @param consecutive Envoy's counts in a row
 * @param successRate Envoy's comparison of success rates
 * @param failurePercentage Envoy's limit of the share of failures
 * @param linkerd Linkerd's rules
 * @param ejection how long, and how many
 * @param holdOff how long an endpoint is skipped after a connection to it failed; 0 for never
 * @param maxHoldOff the longest such time; it doubles with each failed probe
 */
public record OutlierPolicy(
        boolean enabled,
        OutlierMode mode,
        Duration interval,
        ConsecutivePolicy consecutive,
        OutlierRatePolicy successRate,
        OutlierRatePolicy failurePercentage,
        LinkerdPolicy linkerd,
        EjectionPolicy ejection,
        Duration holdOff,
        Duration maxHoldOff) {

    static OutlierPolicy of(Settings settings) {
        return new OutlierPolicy(
                settings.get(OutlierKeys.ENABLED),
                settings.get(OutlierKeys.MODE),
                settings.get(OutlierRuleKeys.INTERVAL),
                ConsecutivePolicy.of(settings),
                OutlierRatePolicy.successRate(settings),
                OutlierRatePolicy.failurePercentage(settings),
                LinkerdPolicy.of(settings),
                EjectionPolicy.of(settings),
                settings.get(OutlierKeys.HOLD_OFF),
                settings.get(OutlierKeys.HOLD_OFF_MAX));
    }
}
