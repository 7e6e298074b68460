package io.meshclient.simulation.server;

import io.meshclient.time.Internal;

/**
 * A server's answer. Immutable.
 *
 * @param status HTTP status
 * @param retryAfter nanoseconds; −1 for none
 * @param load what the server reports of its load
 */
@Internal
public record Answer(int status, long retryAfter, Load load) {}
