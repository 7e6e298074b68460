package io.meshclient.policy;

/**
 * One of Envoy's two rules of outlier detection that look at an interval's calls: success rate, or failure percentage.
 * Immutable.
 *
 * @param limit standard deviations below the mean success rate, or the percentage of failures, that make an outlier
 * @param minimumHosts endpoints with enough calls that the rule needs; 0 if it is off
 * @param requestVolume calls in the interval that are enough
 * @param enforcing percentage of outliers that are ejected
 * @param enforcingLocalOrigin the same for outliers by attempts without a response, if those are counted apart
 */
public record OutlierRatePolicy(
        double limit, int minimumHosts, int requestVolume, int enforcing, int enforcingLocalOrigin) {

    static OutlierRatePolicy successRate(Settings settings) {
        return new OutlierRatePolicy(
                settings.get(OutlierRuleKeys.RATE_FACTOR),
                settings.get(OutlierRuleKeys.RATE_HOSTS),
                settings.get(OutlierRuleKeys.RATE_VOLUME),
                settings.get(OutlierRuleKeys.ENFORCE_RATE),
                settings.get(OutlierRuleKeys.ENFORCE_LOCAL_RATE));
    }

    static OutlierRatePolicy failurePercentage(Settings settings) {
        return new OutlierRatePolicy(
                settings.get(OutlierRuleKeys.PERCENTAGE),
                settings.get(OutlierRuleKeys.PERCENTAGE_HOSTS),
                settings.get(OutlierRuleKeys.PERCENTAGE_VOLUME),
                settings.get(OutlierRuleKeys.ENFORCE_PERCENTAGE),
                settings.get(OutlierRuleKeys.ENFORCE_LOCAL_PERCENTAGE));
    }
}
