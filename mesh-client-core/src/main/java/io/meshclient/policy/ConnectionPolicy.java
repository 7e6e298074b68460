package io.meshclient.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long connections are used, and when they are given up.
 *
 * @param maxAge how old one may become; zero for any
 * @param pingInterval how often HTTP/2 connections are pinged; zero for never; null for what the wrapped client says, or 10
 *     seconds if that says nothing
 * @param pingTimeout how long a ping's answer may take; above zero
 * @param maxTimeouts attempts in a row that time out on a silent connection until it gets no new ones; zero for any number
 * @param maxIdle idle connections that are kept for each endpoint
 * @param idleTimeout after what time an idle connection is closed; above zero
 * @param resolveInterval how often the host name of an endpoint that is in use is resolved again; zero for never
 */
public record ConnectionPolicy(
        Duration maxAge,
        @Nullable Duration pingInterval,
        Duration pingTimeout,
        int maxTimeouts,
        int maxIdle,
        Duration idleTimeout,
        Duration resolveInterval) {

    static ConnectionPolicy of(Settings settings) {
        return new ConnectionPolicy(
                settings.get(ConnectionKeys.MAX_AGE),
                settings.get(ConnectionKeys.PING_INTERVAL),
                settings.get(ConnectionKeys.PING_TIMEOUT),
                settings.get(ConnectionKeys.MAX_TIMEOUTS),
                settings.get(ConnectionKeys.MAX_IDLE),
                settings.get(ConnectionKeys.IDLE_TIMEOUT),
                settings.get(ConnectionKeys.RESOLVE_INTERVAL));
    }
}
