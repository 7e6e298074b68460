package io.meshclient.policy;

import java.time.Duration;

/**
 * How many of a service's calls are refused while it fails. Immutable.
 *
 * @param algorithm whose formula
 * @param window how long an attempt counts
 * @param successRateThreshold Envoy's: the percentage of successes below which calls are refused
 * @param aggression Envoy's: 1 for the plain share, more for sooner
 * @param multiplier Google's K: requests for each that is accepted
 * @param maxRejectionPercent the most that is refused
 * @param rpsThreshold attempts a second, without which nothing is refused
 */
public record AdmissionPolicy(
        AdmissionAlgorithm algorithm,
        Duration window,
        int successRateThreshold,
        double aggression,
        double multiplier,
        int maxRejectionPercent,
        double rpsThreshold) {

    static AdmissionPolicy of(Settings settings) {
        return new AdmissionPolicy(
                settings.get(AdmissionKeys.ALGORITHM),
                settings.get(AdmissionKeys.WINDOW),
                settings.get(AdmissionKeys.THRESHOLD),
                settings.get(AdmissionKeys.AGGRESSION),
                settings.get(AdmissionKeys.MULTIPLIER),
                settings.get(AdmissionKeys.MAX_REJECTION),
                settings.get(AdmissionKeys.RPS));
    }
}
