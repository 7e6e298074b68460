package io.meshclient.policy;

import java.time.Duration;

/**
 * The retry budget of a service. Immutable.
 *
 * @param enabled whether retries are budgeted
 * @param type what it counts; the numbers of the other type have no meaning
 * @param ratio of tokens: retries that one call earns
 * @param reserve of tokens: retries a second that are always there
 * @param ttl of tokens: how long a deposit lives
 * @param percent of concurrency: retries under way, in per cent of the calls under way
 * @param minConcurrency of concurrency: retries under way that are always allowed
 */
public record RetryBudgetPolicy(
        boolean enabled,
        RetryBudgetType type,
        double ratio,
        double reserve,
        Duration ttl,
        double percent,
        int minConcurrency) {

    static RetryBudgetPolicy of(Settings settings) {
        return new RetryBudgetPolicy(
                settings.get(RetryKeys.BUDGET_ENABLED),
                settings.get(RetryRuleKeys.BUDGET_TYPE),
                settings.get(RetryKeys.BUDGET_RATIO),
                settings.get(RetryKeys.BUDGET_RESERVE),
                settings.get(RetryKeys.BUDGET_TTL),
                settings.get(RetryRuleKeys.BUDGET_PERCENT),
                settings.get(RetryRuleKeys.BUDGET_MIN));
    }
}
