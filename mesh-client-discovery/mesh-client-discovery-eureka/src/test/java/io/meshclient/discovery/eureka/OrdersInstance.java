package io.meshclient.discovery.eureka;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A running instance of orders. */
final class OrdersInstance implements AutoCloseable {

    static final String BODY = "hello";

    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "orders");
        thread.setDaemon(true);
        return thread;
    });

    OrdersInstance() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 128);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                calls.incrementAndGet();
                byte[] body = BODY.getBytes(StandardCharsets.US_ASCII);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String key() {
        return "127.0.0.1:" + port();
    }

    int calls() {
        return calls.get();
    }

    /** At once, in the middle of calls. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
