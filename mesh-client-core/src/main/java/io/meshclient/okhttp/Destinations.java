package io.meshclient.okhttp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the connections of one pool lead, for an endpoint that is a host name: the addresses that were reached, by the Dns that
 * named them. Safe for use by many threads.
 */
final class Destinations {

    private final Map<EndpointAddress, Set<InetAddress>> reached = new ConcurrentHashMap<>(2);
    private final AtomicLong lookedAt;
    private volatile boolean asking;

    Destinations(long now) {
        lookedAt = new AtomicLong(now);
    }

    void reached(EndpointAddress resolved, InetAddress address) {
        reached.computeIfAbsent(resolved, dns -> ConcurrentHashMap.newKeySet(2)).add(address);
    }

    /** Whether the interval is over, and nobody waits for a name server; one of several that ask is told so. */
    boolean isDue(long now, long intervalNanos) {
        long last = lookedAt.get();
        return now - last >= intervalNanos && !asking && lookedAt.compareAndSet(last, now);
    }

    /** Whether an address that was reached is no more among those of the name. Blocks as long as the Dns does. */
    boolean areLeft() {
        asking = true;
        try {
            return reached.keySet().stream().anyMatch(this::isLeft);
        } finally {
            asking = false;
        }
    }

    private boolean isLeft(EndpointAddress resolved) {
        Set<InetAddress> known =
                Set.copyOf(reached.getOrDefault(resolved, Set.of())); // before: the answer may be older
        return !known.isEmpty() && !named(resolved).containsAll(known);
    }

    /** A name server that is away, or a Dns that fails, says nothing of where the endpoint is. */
    private Set<InetAddress> named(EndpointAddress resolved) {
        try {
            List<InetAddress> answer = resolved.ask();
            return answer.isEmpty() ? reached.getOrDefault(resolved, Set.of()) : Set.copyOf(answer);
        } catch (UnknownHostException | RuntimeException e) {
            return reached.getOrDefault(resolved, Set.of());
        }
    }
}
