package io.meshclient.policy;

import java.time.Duration;

/**
 * The retry budget of a service, in tokens (Finagle's {@code RetryBudget}). Immutable.
 *
 * @param enabled whether retries are budgeted
 * @param ratio retries that one call earns
 * @param reserve retries a second that are always there
 * @param ttl how long a deposit lives
 */
public record RetryBudgetPolicy(boolean enabled, double ratio, double reserve, Duration ttl) {}
