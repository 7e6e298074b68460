package io.meshclient.policy;

import java.time.Duration;

/**
 * The hedge budget of a service, in tokens as the retry budget, and apart from it. Immutable.
 *
 * @param ratio hedges that one call earns
 * @param reserve hedges a second that are always there
 * @param ttl how long a deposit lives
 */
public record HedgeBudgetPolicy(double ratio, double reserve, Duration ttl) {}
