package io.meshclient.policy;

import static io.meshclient.policy.Parsers.DURATIONS;

import java.time.Duration;
import java.util.List;

/** Keys of connections to endpoints: {@code connection.*}. A part of the {@link KeyTable}. */
final class ConnectionKeys {

    static final ConfigKey<Duration> MAX_AGE = new ConfigKey<>(
            "connection.max-age",
            "duration",
            "0",
            DURATIONS,
            "How old a connection may become; the first call after that is its last, up to a tenth of the time earlier at random",
            "a connection that lives is the cheapest; behind a load balancer of layer 4 that adds instances it should not live for ever",
            Parsers::duration);

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS = List.of(MAX_AGE);

    private ConnectionKeys() {}
}
