package io.meshclient.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a server, and can become a black hole: what then comes over the connections that are there is swallowed, and
 * neither FIN nor RST is said, as when the machine behind them has lost its power. New connections work.
 */
public final class SilentProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    /** On the loopback address, before a {@code host:port} of it. */
    public SilentProxy(String server) {
        this("127.0.0.1", 0, server);
    }

    /** On an address of its own; port 0 means any. */
    public SilentProxy(String address, int port, String server) {
        target = Integer.parseInt(server.substring(server.indexOf(':') + 1));
        try {
            listener = new ServerSocket(port, 50, InetAddress.getByName(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** Where it listens, by its address. */
    public String endpoint() {
        return "127.0.0.1:" + port();
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Connections that came. */
    public int accepted() {
        return accepted.get();
    }

    /** Connections that the client has not closed. */
    public int open() {
        return lines.size();
    }

    /** From now on nothing passes over the connections that are there. */
    public void swallow() {
        lines.forEach(line -> line.swallows = true);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                client.setTcpNoDelay(true);
                Line line = new Line(client, new Socket(InetAddress.getByName("127.0.0.1"), target));
                line.server.setTcpNoDelay(true);
                lines.add(line);
                accepted.incrementAndGet();
                threads.execute(line::forth);
                threads.execute(line::back);
            }
        } catch (IOException closed) {
            lines.forEach(Line::close);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines.forEach(Line::close);
        threads.shutdownNow();
    }

    private final class Line {
        private final Socket client;
        private final Socket server;
        private volatile boolean swallows;

        Line(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void forth() {
            copy(client, server);
            lines.remove(this);
            close();
        }

        void back() {
            copy(server, client);
            if (!swallows) {
                close(client);
            }
        }

        private void copy(Socket from, Socket to) {
            byte[] buffer = new byte[8_192];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    if (!swallows) {
                        out.write(buffer, 0, count);
                    }
                }
            } catch (IOException broken) {
                return; // one side is gone
            }
        }

        void close() {
            close(client);
            close(server);
        }

        private static void close(Socket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
