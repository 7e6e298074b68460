package io.meshclient.okhttp;

import io.meshclient.time.RandomSource;
import java.util.Map;
import java.util.WeakHashMap;
import okhttp3.Connection;
import org.jspecify.annotations.Nullable;

/**
 * When each connection of an endpoint has been used long enough. Safe for use by many threads; holds no connection that
 * nobody else holds. Of connections that were made while no age was set, the time counts from the first call that asks.
 */
final class ConnectionAges {

    /** A tenth: connections that were made together, after a start, must not all be made anew together. */
    private static final double JITTER = 0.1;

    /** By identity: connections have no equals of their own. Most services set no age: every endpoint would carry it. */
    private @Nullable Map<Connection, Long> born;

    /** Whether the call that got this connection should be its last. */
    synchronized boolean isOver(Connection connection, long now, long maxAgeNanos, RandomSource random) {
        Map<Connection, Long> births = born == null ? new WeakHashMap<>() : born;
        born = births;
        Long birth = births.get(connection);
        if (birth == null) {
            // A birthday as much earlier as its time is to be shorter: so an age that is configured anew counts at
            // once.
            births.put(connection, now - (long) (maxAgeNanos * JITTER * random.nextDouble()));
            return false;
        }
        return now - birth >= maxAgeNanos;
    }

    synchronized int size() {
        return born == null ? 0 : born.size();
    }
}
