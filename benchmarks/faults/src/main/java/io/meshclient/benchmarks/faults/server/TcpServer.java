package io.meshclient.benchmarks.faults.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A listener that has the same conversation with everybody who connects, each on a daemon thread of its own. */
public final class TcpServer implements AutoCloseable {

    /** The name of the threads that serve connections. */
    public static final String SERVING = "faults-serve";

    private static final int BACKLOG = 1024;

    /** What is said on one connection, which is closed after it. */
    public interface Conversation {
        void with(Socket connection) throws IOException;
    }

    private final ServerSocket listener;
    private final Conversation conversation;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    private TcpServer(InetSocketAddress address, Conversation conversation) throws IOException {
        this.conversation = conversation;
        listener = new ServerSocket();
        listener.setReuseAddress(true); // connections of one that was here before may linger
        listener.bind(address, BACKLOG);
    }

    /** At any free port of 127.0.0.1. */
    public static TcpServer start(Conversation conversation) throws IOException {
        return start(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), conversation);
    }

    public static TcpServer start(InetSocketAddress address, Conversation conversation) throws IOException {
        TcpServer server = new TcpServer(address, conversation);
        daemon("faults-accept", server::accept);
        return server;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String endpoint() {
        return "127.0.0.1:" + port();
    }

    /** How many have connected. */
    public int accepted() {
        return accepted.get();
    }

    static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                begin(listener.accept());
            } catch (IOException closed) {
                // The loop's condition tells.
            }
        }
    }

    private void begin(Socket connection) throws IOException {
        connections.add(connection);
        if (listener.isClosed()) {
            connection.close(); // it came while the listener was closed, and ends with it
            return;
        }
        accepted.incrementAndGet();
        daemon(SERVING, () -> serve(connection));
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            conversation.with(connection);
        } catch (IOException gone) {
            // The client has had enough, or the server was closed.
        } finally {
            connections.remove(connection);
        }
    }

    /** RST, and nothing before it. */
    public static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
