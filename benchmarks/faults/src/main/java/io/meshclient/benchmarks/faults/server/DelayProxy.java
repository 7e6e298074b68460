package io.meshclient.benchmarks.faults.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A proxy of bytes in user space, at a port of 127.0.0.1: a bad network where the kernel's own cannot be made bad. It hands
 * on both directions, after a delay; it swallows what comes, without a word, while it is dark; it breaks off with RST.
 */
public final class DelayProxy implements AutoCloseable {

    private final InetSocketAddress target;
    private final TcpServer listener;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final Set<Socket> forgotten = ConcurrentHashMap.newKeySet();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean dark;
    private volatile long resetAt = Long.MAX_VALUE;

    public DelayProxy(int port) throws IOException {
        target = new InetSocketAddress("127.0.0.1", port);
        listener = TcpServer.start(this::connect);
    }

    public String endpoint() {
        return listener.endpoint();
    }

    /** Each piece of bytes waits so long, in each direction. */
    public void delay(Duration time) {
        delay = time;
    }

    /** From now on bytes vanish, new connections' too, as behind a link that is down. */
    public void darken() {
        dark = true;
    }

    public void lighten() {
        dark = false;
    }

    /** RST to whoever is connected now, when he says something, as by a machine that has restarted meanwhile. */
    public void forget() {
        forgotten.addAll(clients);
    }

    /** RST after so many bytes of what the target has said on a connection. */
    public void resetAt(long bytes) {
        resetAt = bytes;
    }

    private void connect(Socket client) throws IOException {
        clients.add(client);
        try (Socket server = new Socket()) {
            server.setTcpNoDelay(true);
            server.connect(target);
            Thread back = TcpServer.daemon("faults-proxy", () -> backwards(server, client));
            pump(client, server, client, Long.MAX_VALUE);
            server.shutdownOutput();
            join(back);
        } finally {
            clients.remove(client);
            forgotten.remove(client);
        }
    }

    private void backwards(Socket server, Socket client) {
        try {
            pump(server, client, client, resetAt);
            client.shutdownOutput();
        } catch (IOException gone) {
            // The other direction ends by this, too.
        }
    }

    private void pump(Socket from, Socket to, Socket client, long most) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] piece = new byte[8192];
        long passed = 0;
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
            Http1.pause(delay);
            int rest = (int) Math.min(length, most - passed);
            if (!dark && !forgotten.contains(client)) {
                out.write(piece, 0, rest);
            }
            passed += rest;
            if (passed >= most || forgotten.contains(client)) {
                TcpServer.reset(client);
                return;
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        listener.close();
        try {
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
