package io.meshclient.policy;

import java.time.Duration;

/**
 * Linkerd's rules of outlier detection: each endpoint alone. Immutable.
 *
 * @param maxFailures failures in a row that eject; 0 for never
 * @param minSuccessRate percentage of the last 10 s below which an endpoint is ejected; 0 for never
 * @param minRequests calls within these 10 s without which the rate says nothing
 * @param minPenalty the first ejection's length; it doubles with each failed probe
 * @param maxPenalty the longest, before jitter
 * @param jitterRatio up to this share is added at random
 */
public record LinkerdPolicy(
        int maxFailures,
        int minSuccessRate,
        int minRequests,
        Duration minPenalty,
        Duration maxPenalty,
        double jitterRatio) {

    static LinkerdPolicy of(Settings settings) {
        return new LinkerdPolicy(
                settings.get(LinkerdKeys.FAILURES),
                settings.get(LinkerdKeys.RATE),
                settings.get(LinkerdKeys.REQUESTS),
                settings.get(LinkerdKeys.MIN_PENALTY),
                settings.get(LinkerdKeys.MAX_PENALTY),
                settings.get(LinkerdKeys.JITTER));
    }
}
