package io.meshclient.okhttp;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.time.Ticker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * Answers every name with the addresses of one endpoint. Pooled connections are told apart by this object, so it equals
 * only what resolves the same endpoint of the same service by the same Dns. A host name is
 * resolved when a connection is made, by the user's Dns; OkHttp tries its addresses until one connects, within one
 * attempt. Those to which a connection failed a moment ago come last.
 */
final class EndpointAddress implements Dns {

    /** How long an address that failed comes last; then it is as good as any, for it may be back. */
    private static final long LAST_FOR_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final String host;
    private final int port;
    private final Dns users;
    private final Ticker ticker;
    private final @Nullable InetAddress literal;
    private final EndpointAddress first;
    private final Map<InetAddress, Long> failedAt;
    private volatile List<InetAddress> known = List.of();

    EndpointAddress(Endpoint endpoint, Dns users, Ticker ticker) {
        this.host = endpoint.host();
        this.port = endpoint.port();
        this.users = users;
        this.ticker = ticker;
        this.literal = literal(host);
        this.first = this;
        this.failedAt = literal != null ? Map.of() : new ConcurrentHashMap<>(2);
    }

    private EndpointAddress(EndpointAddress other, Dns users) {
        this.host = other.host;
        this.port = other.port;
        this.users = users;
        this.ticker = other.ticker;
        this.literal = other.literal;
        this.first = other.first;
        this.failedAt = other.failedAt;
    }

    /** The same endpoint resolved by another Dns, such as a derived client's; itself if that makes no difference. */
    EndpointAddress resolvedBy(Dns dns) {
        return isLiteral() || dns == users ? this : new EndpointAddress(this, dns);
    }

    private static @Nullable InetAddress literal(String host) {
        boolean numeric = host.indexOf(':') >= 0
                || !host.isEmpty() && host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
        try {
            return numeric ? InetAddress.getByName(host) : null;
        } catch (UnknownHostException e) {
            return null; // such as 1.2.3.4.5: the user's Dns will say what it thinks of it
        }
    }

    @Override
    public List<InetAddress> lookup(String logicalHost) throws UnknownHostException {
        return resolve();
    }

    private List<InetAddress> resolve() throws UnknownHostException {
        if (literal != null) {
            return List.of(literal);
        }
        List<InetAddress> addresses = users.lookup(host);
        if (addresses.isEmpty()) {
            throw new UnknownHostException("The host name of endpoint " + host + ":" + port + " has no address");
        }
        known = addresses;
        return failedAt.isEmpty() ? addresses : failedLast(addresses);
    }

    private List<InetAddress> failedLast(List<InetAddress> addresses) {
        long now = ticker.nanos();
        failedAt.values().removeIf(at -> now - at >= LAST_FOR_NANOS);
        return addresses.stream()
                .sorted(Comparator.comparing(failedAt::containsKey)) // keeps the order of equals
                .toList();
    }

    /**
     * Where a socket that OkHttp would connect there has to go: there, if that is an address of this endpoint. For a
     * logical host that is an IP address OkHttp asks no Dns and would go to that.
     */
    InetAddress target(@Nullable InetAddress given) throws UnknownHostException {
        return given != null && known.contains(given) ? given : resolve().get(0);
    }

    /** No connection to that address: it comes last for a while. */
    void connectFailed(@Nullable InetAddress address) {
        if (literal == null && address != null) {
            failedAt.put(address, ticker.nanos());
        }
    }

    void connected(@Nullable InetAddress address) {
        if (!failedAt.isEmpty() && address != null) {
            failedAt.remove(address);
        }
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof EndpointAddress other && other.first == first && other.users.equals(users);
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(first);
    }

    /** What the name means now; without regard to what failed. */
    List<InetAddress> ask() throws UnknownHostException {
        return users.lookup(host);
    }

    Ticker ticker() {
        return ticker;
    }

    int port() {
        return port;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }

    boolean isLiteral() {
        return literal != null;
    }
}
