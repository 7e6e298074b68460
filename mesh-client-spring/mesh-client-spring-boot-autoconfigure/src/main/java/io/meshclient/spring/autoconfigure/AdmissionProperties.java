package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many calls are refused while the service fails.
 *
 * @param algorithm Whose formula says how many calls are refused while the service fails.
 * @param window How long an attempt counts.
 * @param successRateThreshold With envoy, the share of responses below 500 from which on nothing is refused.
 * @param aggression With envoy, how soon much is refused: 1 as much as fails beyond the threshold, more for more.
 * @param multiplier With sre, how many requests there may be for each that the service accepts.
 * @param maxRejectionPercent The most that is refused; the rest sees whether the service is back.
 * @param rpsThreshold Attempts a second, on average over the window, without which nothing is refused.
 */
record AdmissionProperties(
        @Nullable AdmissionAlgorithmName algorithm,
        @Nullable Duration window,
        @Nullable Integer successRateThreshold,
        @Nullable Double aggression,
        @Nullable Double multiplier,
        @Nullable Integer maxRejectionPercent,
        @Nullable Double rpsThreshold) {}
