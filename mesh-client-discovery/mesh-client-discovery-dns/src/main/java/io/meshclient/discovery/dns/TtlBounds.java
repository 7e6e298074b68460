package io.meshclient.discovery.dns;

import io.meshclient.time.RandomSource;
import java.time.Duration;

/**
 * When a name is asked for again: after its time to live, within bounds, and up to a tenth later at random, so that many
 * clients that share a cache do not all come at the moment in which it forgets. Never sooner, for a cache would give the
 * old answer. Pure.
 *
 * @param min at least, also where a server says 0
 * @param max at most
 * @param negative at most, where there was nothing
 */
record TtlBounds(Duration min, Duration max, Duration negative) {

    private static final double JITTER = 0.1;
    private static final long MOST_SECONDS = Integer.MAX_VALUE; // RFC 2181, 8

    TtlBounds {
        if (min.compareTo(max) > 0 || min.compareTo(negative) > 0) {
            throw new IllegalArgumentException("mesh.client.discovery.dns.min-ttl is " + min.toMillis()
                    + " ms, and must not be above max-ttl (" + max.toMillis() + " ms) or negative-ttl ("
                    + negative.toMillis() + " ms)");
        }
    }

    /** The wait after an answer. */
    long nanos(Found found, RandomSource random) {
        Duration most = found.set().isEmpty() ? negative : max;
        long ttl = Math.max(0, Math.min(MOST_SECONDS, found.ttlSeconds())) * 1_000_000_000L;
        double bounded = Math.min(most.toNanos(), Math.max(min.toNanos(), ttl));
        return (long) (bounded * (1 + JITTER * random.nextDouble()));
    }
}
