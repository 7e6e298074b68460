package io.meshclient.policy;

import static io.meshclient.policy.Parsers.DURATIONS;
import static io.meshclient.policy.Parsers.POSITIVE_DURATIONS;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    static final ConfigKey<@Nullable Duration> PING_INTERVAL = new ConfigKey<>(
            "connection.ping-interval",
            "duration",
            "",
            DURATIONS + "; empty for the wrapped client's own, or 10s if that has none",
            "How often each HTTP/2 connection is asked whether it lives",
            "a dead connection is found within the default call-timeout; most servers bear a ping in 10 seconds",
            text -> text.isEmpty() ? null : Parsers.duration(text));
    static final ConfigKey<Duration> PING_TIMEOUT = new ConfigKey<>(
            "connection.ping-timeout",
            "duration",
            "2s",
            POSITIVE_DURATIONS,
            "How long the answer to a ping may take; without one new calls get a new connection",
            "longer than a pause of a busy server; together with the ping interval below the default call-timeout",
            Parsers::positiveDuration);
    static final ConfigKey<Integer> MAX_TIMEOUTS = new ConfigKey<>(
            "connection.max-timeouts",
            "whole number",
            "3",
            "0 (off) to 1000",
            "Attempts in a row that time out on a connection from which not a byte comes, for a second at least, until new calls get a new one",
            "one is a slow call, three that hear nothing at all are a broken line; a mistake costs one connection",
            Parsers.integer(0, 1_000));
    static final ConfigKey<Integer> MAX_IDLE = new ConfigKey<>(
            "connection.max-idle",
            "whole number",
            "64",
            "0 to 1000000",
            "Idle connections that are kept for each endpoint; more are closed",
            "with OkHttp's 5 every burst over HTTP/1.1 would dial anew",
            Parsers.integer(0, 1_000_000));
    static final ConfigKey<Duration> IDLE_TIMEOUT = new ConfigKey<>(
            "connection.idle-timeout",
            "duration",
            "55s",
            POSITIVE_DURATIONS,
            "After what time an idle connection is closed",
            "before most servers and load balancers do it, which is often after a minute",
            Parsers::positiveDuration);
    static final ConfigKey<Duration> RESOLVE_INTERVAL = new ConfigKey<>(
            "connection.resolve-interval",
            "duration",
            "30s",
            DURATIONS,
            "How often, while it is called, an endpoint that is a host name is resolved again; connections to addresses that it no longer has drain",
            "as long as the JDK keeps an answer",
            Parsers::duration);

    /** In the order in which the documentation shows them. */
    static final List<ConfigKey<?>> ROWS =
            List.of(MAX_AGE, PING_INTERVAL, PING_TIMEOUT, MAX_TIMEOUTS, MAX_IDLE, IDLE_TIMEOUT, RESOLVE_INTERVAL);

    private ConnectionKeys() {}
}
