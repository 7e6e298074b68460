package io.meshclient.benchmarks.faults.server;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A server at the end of a line that can be cut: a process in a namespace behind a veth pair; where there can be none, a
 * server of this process behind a {@link DelayProxy}, which swallows what comes. Not for use by several threads.
 */
public final class Line implements AutoCloseable {

    /** As the table says it. */
    public static final String NAMESPACE = "namespace";

    /** As the table says it. */
    public static final String LOOPBACK = "loopback";

    private final @Nullable Namespace namespace;
    private final @Nullable TcpServer local;
    private final @Nullable DelayProxy proxy;
    private @Nullable RemoteProcess remote;

    private Line(@Nullable Namespace namespace, String conversation) throws IOException {
        this.namespace = namespace;
        if (namespace == null) {
            local = TcpServer.start(RemoteServer.named(conversation));
            proxy = new DelayProxy(local.port());
        } else {
            local = null;
            proxy = null;
            remote = namespace.server(conversation);
        }
    }

    /** The conversation is one of {@link RemoteServer}'s. */
    public static Line open(String conversation) throws IOException {
        return new Line(Namespace.open(), conversation);
    }

    public String endpoint() {
        return proxy != null ? proxy.endpoint() : namespace != null ? namespace.endpoint() : "";
    }

    public String where() {
        return namespace == null ? LOOPBACK : NAMESPACE;
    }

    /** From now on nobody hears the other side. */
    public void cut() throws IOException {
        if (namespace != null) {
            namespace.cut();
        }
        if (proxy != null) {
            proxy.darken();
        }
    }

    /** The server's machine restarts: nobody says goodbye, and afterwards nobody there knows the connections. */
    public void restart() throws IOException {
        if (namespace != null && remote != null) {
            namespace.cut();
            remote.close();
            namespace.mend();
            remote = namespace.server("healthy");
        }
        if (proxy != null) {
            proxy.forget();
        }
    }

    @Override
    public void close() throws IOException {
        if (remote != null) {
            remote.close();
        }
        if (namespace != null) {
            namespace.close();
        }
        if (proxy != null) {
            proxy.close();
        }
        if (local != null) {
            local.close();
        }
    }
}
