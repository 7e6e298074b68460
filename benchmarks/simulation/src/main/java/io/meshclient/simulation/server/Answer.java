package io.meshclient.simulation.server;

import io.meshclient.time.Internal;

/**
 * A server's answer. Immutable.
 *
 * @param status HTTP status
 * @param retryAfter nanoseconds; −1 for none
 * @param utilization busy ÷ all workers, what a server would report of its load
 */
@Internal
public record Answer(int status, long retryAfter, double utilization) {}
