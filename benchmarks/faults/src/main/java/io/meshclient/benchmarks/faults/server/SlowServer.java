package io.meshclient.benchmarks.faults.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** A server with a short queue, which takes its time before it accepts whoever is next. */
public final class SlowServer implements AutoCloseable {

    private final ServerSocket listener;

    public SlowServer(Duration pause, TcpServer.Conversation conversation) throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        TcpServer.daemon("faults-slow-accept", () -> accept(pause, conversation));
    }

    public String endpoint() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    private void accept(Duration pause, TcpServer.Conversation conversation) {
        while (!listener.isClosed()) {
            Http1.pause(pause);
            try {
                Socket connection = listener.accept();
                TcpServer.daemon("faults-serve", () -> serve(connection, conversation));
            } catch (IOException closed) {
                // The loop's condition tells.
            }
        }
    }

    private static void serve(Socket connection, TcpServer.Conversation conversation) {
        try (connection) {
            conversation.with(connection);
        } catch (IOException gone) {
            // The client has had enough.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
