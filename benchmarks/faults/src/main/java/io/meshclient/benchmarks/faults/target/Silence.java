package io.meshclient.benchmarks.faults.target;

import io.meshclient.benchmarks.faults.server.Namespace;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Two ways in which a server answers nothing any more while nothing says so. */
enum Silence {
    /** The process is stopped: the kernel takes connections and bytes for it. */
    STOPPED("SIGSTOP of one", "process") {
        @Override
        Servers servers(Wire wire) throws IOException {
            return Servers.start(wire, Scene.SERVERS);
        }

        @Override
        void begin(Servers servers) throws IOException {
            servers.get(0).freeze();
        }

        @Override
        void end(Servers servers) throws IOException {
            servers.get(0).thaw();
        }
    },
    /** Nothing gets through: no connection, no byte, no RST. */
    CUT("link to one cut", "namespace") {
        @Override
        @Nullable
        Servers servers(Wire wire) throws IOException {
            Namespace network = Namespace.open();
            if (network == null) {
                return null;
            }
            try {
                return Servers.start(wire, Scene.SERVERS, network);
            } catch (IOException e) {
                network.close();
                throw e;
            }
        }

        @Override
        void begin(Servers servers) throws IOException {
            servers.network().cut();
        }

        @Override
        void end(Servers servers) throws IOException {
            servers.network().mend();
        }
    };

    private final String words;
    private final String where;

    Silence(String words, String where) {
        this.words = words;
        this.where = where;
    }

    String words() {
        return words;
    }

    String where() {
        return where;
    }

    /** Starts the servers of which the first will fall silent; null if this machine does not allow it. */
    abstract @Nullable Servers servers(Wire wire) throws IOException;

    abstract void begin(Servers servers) throws IOException;

    abstract void end(Servers servers) throws IOException;
}
