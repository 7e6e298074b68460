package io.meshclient.policy;

import java.time.Duration;

/**
 * How long an outlier is ejected by Envoy's rules, and how many may be. Immutable.
 *
 * @param baseTime the first ejection's length; the n-th in a row lasts n times as long
 * @param maxTime the longest ejection
 * @param jitter up to this much is added at random
 * @param maxPercent how much of the cluster may be ejected at once, by whichever rules; one endpoint always may, the last
 *     never
 * @param successfulCheckUnejects whether a successful active health check ends an ejection
 */
public record EjectionPolicy(
        Duration baseTime, Duration maxTime, Duration jitter, int maxPercent, boolean successfulCheckUnejects) {

    static EjectionPolicy of(Settings settings) {
        return new EjectionPolicy(
                settings.get(OutlierKeys.BASE),
                settings.get(OutlierKeys.MAX),
                settings.get(OutlierKeys.JITTER),
                settings.get(OutlierKeys.PERCENT),
                settings.get(OutlierRuleKeys.CHECK_UNEJECTS));
    }
}
