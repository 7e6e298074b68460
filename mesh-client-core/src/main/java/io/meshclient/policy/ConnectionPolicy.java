package io.meshclient.policy;

import java.time.Duration;

/**
 * How long connections are used.
 *
 * @param maxAge how old one may become; zero for any
 */
public record ConnectionPolicy(Duration maxAge) {

    static ConnectionPolicy of(Settings settings) {
        return new ConnectionPolicy(settings.get(ConnectionKeys.MAX_AGE));
    }
}
