package io.meshclient.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long connections are used, and when they are given up.
 *
 * @param maxAge How old a connection may become; the first call after that is its last, up to a tenth of the time earlier at random.
 * @param pingInterval How often each HTTP/2 connection is asked whether it lives; 0 for never. By default as the wrapped client says, or each 10 seconds.
 * @param pingTimeout How long the answer to a ping may take; without one new calls get a new connection.
 * @param maxTimeouts Attempts in a row that time out on a connection from which not a byte comes, for a second at least, until new calls get a new one; 0 for any number.
 * @param maxIdle Idle connections that are kept for each endpoint; more are closed.
 * @param idleTimeout After what time an idle connection is closed.
 * @param resolveInterval How often, while it is called, an endpoint that is a host name is resolved again; connections to addresses that it no longer has drain.
 */
record ConnectionProperties(
        @Nullable Duration maxAge,
        @Nullable Duration pingInterval,
        @Nullable Duration pingTimeout,
        @Nullable Integer maxTimeouts,
        @Nullable Integer maxIdle,
        @Nullable Duration idleTimeout,
        @Nullable Duration resolveInterval) {}
