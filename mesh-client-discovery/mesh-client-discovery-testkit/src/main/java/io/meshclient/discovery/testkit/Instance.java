package io.meshclient.discovery.testkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A running instance of a service: a small HTTP server on a loopback address, which counts its calls. */
public final class Instance implements AutoCloseable {

    static final String BODY = "hello";

    /**
     * Connections that wait to be accepted. When a loaded machine stops for a moment, calls at a steady rate all open new
     * ones at once; what does not fit is dropped by the kernel and sent again a second later, which is a connect timeout.
     */
    private static final int BACKLOG = 1_024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "instance");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong calls = new AtomicLong();
    private volatile boolean closed;

    /** Begins to take calls on a free port of 127.0.0.1. */
    public Instance() {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /**
     * Begins to take calls.
     *
     * @param address of loopback; port 0 is any free one
     */
    public Instance(InetSocketAddress address) {
        try {
            server = HttpServer.create(address, BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            byte[] body = BODY.getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Where it listens.
     *
     * @return such as 127.0.0.1
     */
    public String host() {
        return server.getAddress().getAddress().getHostAddress();
    }

    /**
     * Where it listens.
     *
     * @return a port
     */
    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * What endpoints are told apart by.
     *
     * @return host:port
     */
    public String key() {
        return host() + ":" + port();
    }

    /**
     * How many calls have arrived.
     *
     * @return whatever became of them
     */
    public long calls() {
        return calls.get();
    }

    /** As a killed process: connections and port are gone at once, in the middle of whatever was under way. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
