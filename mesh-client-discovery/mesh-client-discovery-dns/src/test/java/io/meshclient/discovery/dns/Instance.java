package io.meshclient.discovery.dns;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** An instance of a service on an address of its own, 127.0.0.n; all have the same port, as DNS wants it. */
final class Instance implements AutoCloseable {

    static final String BODY = "{\"item\":7}";

    private final String host;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "instance");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong firstCallNanos = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();

    Instance(int n, int port) throws IOException {
        host = "127.0.0." + n;
        server = HttpServer.create(new InetSocketAddress(host, port), 500);
        server.setExecutor(workers);
        server.createContext("/", exchange -> {
            firstCallNanos.compareAndSet(0, System.nanoTime());
            calls.incrementAndGet();
            byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    String host() {
        return host;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String key() {
        return host + ":" + port();
    }

    /** 0 before the first call. */
    long firstCallNanos() {
        return firstCallNanos.get();
    }

    long calls() {
        return calls.get();
    }

    /** Connections break at once. */
    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
