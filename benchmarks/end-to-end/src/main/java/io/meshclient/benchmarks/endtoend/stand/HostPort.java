package io.meshclient.benchmarks.endtoend.stand;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A loopback address. Everything that the benchmarks start is bound to one. */
public record HostPort(String host, int port) {
    private static final String LOOPBACK = "127.0.0.1";

    public static HostPort loopback(int port) {
        return new HostPort(LOOPBACK, port);
    }

    /** A port that was free a moment ago: whoever binds it must be ready to try another. */
    public static HostPort free() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            return loopback(probe.getLocalPort());
        }
    }

    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        return new HostPort(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
