package io.meshclient.benchmarks.faults.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where no SYN is answered: a namespace that finds no way back to us; where there can be none, a listener of this machine
 * whose queue is full.
 *
 * @param endpoint where it is
 * @param where what it is
 * @param open what is closed with it, last first
 */
public record SilentPort(String endpoint, String where, Deque<AutoCloseable> open) implements AutoCloseable {

    private static final int MOST = 16;
    private static final int LONGEST_MILLIS = 200;

    public static SilentPort find() throws IOException {
        SilentPort port = inNamespace();
        return port == null ? withFullQueue() : port;
    }

    private static @Nullable SilentPort inNamespace() throws IOException {
        Namespace namespace = Namespace.open();
        if (namespace == null) {
            return null;
        }
        namespace.answerNobody();
        return new SilentPort(namespace.endpoint(), Line.NAMESPACE, new ArrayDeque<>(List.of(namespace)));
    }

    private static SilentPort withFullQueue() throws IOException {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        open.push(listener);
        InetSocketAddress address = (InetSocketAddress) listener.getLocalSocketAddress();
        for (int i = 0; i < MOST; i++) {
            Socket filler = new Socket();
            open.push(filler);
            try {
                filler.connect(address, LONGEST_MILLIS);
            } catch (SocketTimeoutException full) {
                return new SilentPort("127.0.0.1:" + address.getPort(), Line.LOOPBACK, open);
            }
        }
        throw new IOException("there is still room in the queue");
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
