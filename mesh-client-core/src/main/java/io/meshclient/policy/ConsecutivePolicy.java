package io.meshclient.policy;

/**
 * Envoy's rules of outlier detection that count in a row. Immutable. A count of 0 is a rule that is off; the percentages say
 * how many of the outliers that a rule finds are ejected.
 *
 * @param failures of responses (5xx), and of attempts without one unless those are counted apart
 * @param gatewayFailures of 502, 503 and 504 alone, and of attempts without a response unless those are counted apart
 * @param localOriginFailures of attempts without a response, if those are counted apart
 * @param splitLocalOrigin whether attempts without a response are counted apart
 * @param enforcingFailures in percent
 * @param enforcingGatewayFailures in percent
 * @param enforcingLocalOriginFailures in percent
 */
public record ConsecutivePolicy(
        int failures,
        int gatewayFailures,
        int localOriginFailures,
        boolean splitLocalOrigin,
        int enforcingFailures,
        int enforcingGatewayFailures,
        int enforcingLocalOriginFailures) {

    static ConsecutivePolicy of(Settings settings) {
        return new ConsecutivePolicy(
                settings.get(OutlierKeys.CONSECUTIVE),
                settings.get(OutlierRuleKeys.GATEWAY),
                settings.get(OutlierRuleKeys.LOCAL_ORIGIN),
                settings.get(OutlierRuleKeys.SPLIT),
                settings.get(OutlierRuleKeys.ENFORCE_FAILURES),
                settings.get(OutlierRuleKeys.ENFORCE_GATEWAY),
                settings.get(OutlierRuleKeys.ENFORCE_LOCAL_ORIGIN));
    }
}
