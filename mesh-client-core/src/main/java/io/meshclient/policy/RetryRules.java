package io.meshclient.policy;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The rarer rules of retries. Immutable.
 *
 * @param resetHeaders in which a server says when to come back, in this order; before {@code Retry-After} of a 429 or 503
 * @param maxResetInterval a longer time that a server named counts as none
 * @param previousHosts whether a retry prefers endpoints that were not tried
 * @param previousPriorities after so many attempts each, the priorities that were tried are avoided; 0 for never
 * @param envoyHeaders whether Envoy's request headers are obeyed, and taken off
 * @param keyMethods methods whose requests get an {@code Idempotency-Key}
 */
public record RetryRules(
        List<ResetHeader> resetHeaders,
        Duration maxResetInterval,
        boolean previousHosts,
        int previousPriorities,
        boolean envoyHeaders,
        Set<String> keyMethods) {

    /** Copies the collections. */
    public RetryRules {
        resetHeaders = List.copyOf(resetHeaders);
        keyMethods = Set.copyOf(keyMethods);
    }

    static RetryRules of(Settings settings) {
        return new RetryRules(
                settings.get(RetryRuleKeys.RESET_HEADERS),
                settings.get(RetryRuleKeys.MAX_RESET_INTERVAL),
                settings.get(RetryRuleKeys.PREVIOUS_HOSTS),
                settings.get(RetryRuleKeys.PREVIOUS_PRIORITIES),
                settings.get(RetryRuleKeys.ENVOY_HEADERS),
                settings.get(RetryRuleKeys.KEY_METHODS));
    }

    /**
     * Whether requests of a method get an {@code Idempotency-Key} that they do not have.
     *
     * @param method such as POST
     * @return true if they do
     */
    public boolean givesKey(String method) {
        return keyMethods.contains(method);
    }
}
