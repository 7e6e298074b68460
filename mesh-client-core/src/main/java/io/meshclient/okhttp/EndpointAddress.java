package io.meshclient.okhttp;

import io.meshclient.endpoint.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * Answers every name with the one address of an endpoint. Connection pools are told apart by the identity of this object,
 * so there is exactly one for each endpoint of a service, and it has no {@code equals} of its own. A host name is
 * resolved when a connection is made, by the user's Dns; of several addresses one is tried per attempt, the next after a
 * connection failed.
 */
final class EndpointAddress implements Dns {

    private final String host;
    private final int port;
    private final Dns users;
    private final @Nullable InetAddress literal;
    private final AtomicInteger cursor;

    EndpointAddress(Endpoint endpoint, Dns users) {
        this.host = endpoint.host();
        this.port = endpoint.port();
        this.users = users;
        this.literal = literal(host);
        this.cursor = new AtomicInteger();
    }

    private EndpointAddress(EndpointAddress other, Dns users) {
        this.host = other.host;
        this.port = other.port;
        this.users = users;
        this.literal = other.literal;
        this.cursor = other.cursor;
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
        return List.of(resolve());
    }

    InetAddress resolve() throws UnknownHostException {
        if (literal != null) {
            return literal;
        }
        List<InetAddress> addresses = users.lookup(host);
        if (addresses.isEmpty()) {
            throw new UnknownHostException("The host name of endpoint " + host + ":" + port + " has no address");
        }
        return addresses.get(Math.floorMod(cursor.get(), addresses.size()));
    }

    /** The address did not work: try the next one. */
    void connectFailed() {
        cursor.incrementAndGet();
    }

    int port() {
        return port;
    }

    boolean isLiteral() {
        return literal != null;
    }
}
