package io.meshclient.benchmarks.faults.server;

import java.io.IOException;
import java.net.InetSocketAddress;

/** The main class of a server in a process of its own: it serves until its standard input ends. */
public final class RemoteServer {

    private RemoteServer() {}

    public static void main(String[] arguments) throws IOException {
        try (TcpServer server =
                TcpServer.start(new InetSocketAddress("0.0.0.0", Namespace.PORT), forgetful(named(arguments[0])))) {
            System.out.println("listening at " + server.port());
            System.out.flush();
            while (System.in.read() >= 0) {} // skip() would seek, which a pipe cannot
        }
    }

    /** With the process its connections end, in RST: its kernel would keep them, and say goodbye when it can. */
    private static TcpServer.Conversation forgetful(TcpServer.Conversation conversation) {
        return connection -> {
            connection.setSoLinger(true, 0);
            conversation.with(connection);
        };
    }

    static TcpServer.Conversation named(String conversation) {
        return switch (conversation) {
            case "healthy" -> Http1.healthy();
            case "endless" -> Http1.endless();
            default -> throw new IllegalArgumentException(conversation);
        };
    }
}
