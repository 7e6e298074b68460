package io.meshclient.benchmarks.micro.discovery;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An instance of the service, which remembers when it was first called. */
final class Instance implements AutoCloseable {
    private static final String CALL = "/items/7";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile long firstCallNanos;

    Instance() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            // a registry's own check asks for another path
            if (firstCallNanos == 0 && exchange.getRequestURI().getPath().equals(CALL)) {
                firstCallNanos = System.nanoTime();
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Of {@link System#nanoTime()}; 0 if there was none. */
    long firstCallNanos() {
        return firstCallNanos;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
