package io.meshclient.okhttp;

import io.meshclient.policy.ConnectionPolicy;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Connections from one front to one endpoint, and the clients that use them. OkHttp cannot be told to give one connection no
 * new streams; so a pool is given no new calls, and drains: what its connections carry ends in peace, then they are closed.
 * Safe for use by many threads.
 */
final class EndpointPool {

    /** Of the mesh, where neither it nor the wrapped client is told another. */
    private static final Duration PING_INTERVAL = Duration.ofSeconds(10);

    private static final Http2Line[] NONE = {};

    private final ConnectionPool pool;
    private final AttemptClients clients;
    private final @Nullable Destinations destinations;
    private final int pingMillis;
    private volatile ConnectionPolicy policy;
    private volatile long overdueNanos; // zero without pings
    private volatile Http2Line[] lines = NONE; // never changed
    private volatile int unanswered; // over HTTP/1.1, in a row; a count that is lost in a race comes again
    private volatile boolean retired;

    EndpointPool(Front front, EndpointAddress address, ConnectionPolicy policy, long now) {
        this.pool = front.newPool(policy);
        this.pingMillis = pingMillis(policy, front.pingMillis());
        this.destinations = address.isLiteral() || policy.resolveInterval().isZero() ? null : new Destinations(now);
        this.clients = new AttemptClients(front, address, pool, destinations, pingMillis);
        this.policy = policy;
        this.overdueNanos = overdueNanos(policy);
    }

    /** OkHttp counts in whole milliseconds, in an int. */
    private static int pingMillis(ConnectionPolicy policy, int frontMillis) {
        Duration asked = policy.pingInterval();
        if (asked == null) {
            return frontMillis > 0 ? frontMillis : (int) PING_INTERVAL.toMillis();
        }
        return asked.isZero() ? 0 : (int) Math.max(1, Math.min(Integer.MAX_VALUE, asked.toMillis()));
    }

    private long overdueNanos(ConnectionPolicy from) {
        return pingMillis == 0
                ? 0
                : TimeUnit.MILLISECONDS.toNanos(pingMillis) + from.pingTimeout().toNanos();
    }

    ConnectionPool connections() {
        return pool;
    }

    ConnectionPolicy policy() {
        return policy;
    }

    OkHttpClient client(Interceptor.Chain chain, int connectMillis, int idleMillis, boolean webSocket) {
        return clients.client(chain, connectMillis, idleMillis, webSocket);
    }

    /** Whether it suits a policy; one that is configured anew and differs only in what can be changed is taken over. */
    boolean isFor(ConnectionPolicy asked) {
        ConnectionPolicy known = policy;
        if (known == asked) {
            return true;
        }
        boolean same = known.maxIdle() == asked.maxIdle()
                && known.idleTimeout().equals(asked.idleTimeout())
                && known.resolveInterval().equals(asked.resolveInterval())
                && Objects.equals(known.pingInterval(), asked.pingInterval());
        if (same) {
            overdueNanos = overdueNanos(asked);
            policy = asked;
        }
        return same;
    }

    /** Whether the ping of one of its connections is overdue. */
    boolean isSilent(long now) {
        long overdue = overdueNanos;
        for (Http2Line line : overdue == 0 ? NONE : lines) {
            if (line.isSilentFor(overdue, now)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is time to resolve the endpoint's name again; one of several callers is told so. */
    boolean isResolutionDue(long now) {
        return destinations != null
                && destinations.isDue(now, policy.resolveInterval().toNanos());
    }

    /** Whether it leads to an address that the endpoint has left. Blocks as long as the Dns does. */
    boolean isLeft() {
        return destinations != null && destinations.areLeft();
    }

    /** The line of an HTTP/2 connection; null if our socket is not beneath it. */
    @Nullable
    Http2Line line(Socket carrier) {
        for (Http2Line line : lines) {
            if (line.isOf(carrier)) {
                return line;
            }
        }
        return addLine(carrier);
    }

    private synchronized @Nullable Http2Line addLine(Socket carrier) {
        for (Http2Line line : lines) {
            if (line.isOf(carrier)) {
                return line;
            }
        }
        EndpointSocket socket = Layers.beneath(carrier);
        if (socket == null) {
            return null;
        }
        Http2Line added = new Http2Line(carrier, socket);
        Http2Line[] open = Arrays.stream(lines).filter(line -> !line.isClosed()).toArray(Http2Line[]::new);
        Http2Line[] more = Arrays.copyOf(open, open.length + 1);
        more[open.length] = added;
        lines = more;
        return added;
    }

    boolean isPinged() {
        return pingMillis > 0;
    }

    /** Something came over HTTP/1.1. */
    void heard() {
        if (unanswered != 0) {
            unanswered = 0;
        }
    }

    /** An attempt over HTTP/1.1 timed out without a byte; its own connection is closed. After some the idle ones are too. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void unheard() {
        int most = policy.maxTimeouts();
        if (++unanswered >= most && most > 0) {
            unanswered = 0;
            pool.evictAll();
        }
    }

    void evict() {
        pool.evictAll();
    }

    /** It gets no new calls. */
    void retire() {
        retired = true;
        pool.evictAll();
    }

    boolean isRetired() {
        return retired;
    }
}
