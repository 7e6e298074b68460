package io.meshclient.benchmarks.faults.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A good server whose port closes, with all connections, and opens again. Not for use by several threads. */
public final class Closing implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(2);

    private TcpServer server;

    public Closing() throws IOException {
        server = TcpServer.start(Http1.healthy());
    }

    public String endpoint() {
        return server.endpoint();
    }

    /** Opens the same port. */
    public void reopen() throws IOException {
        server = TcpServer.start(new InetSocketAddress("127.0.0.1", server.port()), Http1.healthy());
    }

    /** How long after it was open again somebody came, in nanoseconds; longer than the longest if nobody did. */
    public long closeAndReopen(Duration closed, Duration longest) throws IOException {
        close();
        Http1.pause(closed);
        reopen();
        long open = System.nanoTime();
        while (server.accepted() == 0 && System.nanoTime() - open <= longest.toNanos()) {
            Http1.pause(LOOK);
        }
        return System.nanoTime() - open;
    }

    @Override
    public void close() {
        server.close();
    }
}
