package io.meshclient.benchmarks.micro.discovery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.meshclient.discovery.Discovery;
import io.meshclient.time.MeshRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on loopback that has one answer ready; questions for what changes after it (blocking, watch) just wait. */
final class HttpSource implements Source {
    /** The server keeps a buffer of the longest piece for each connection, as long as a watch is open on it. */
    private static final int PIECE = 65_536;

    private final Adapter adapter;
    private final String path;
    private final byte[] answer;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads =
            Executors.newCachedThreadPool(task -> new Thread(task, ThreadCosts.NOT_COUNTED + "answers"));
    private final HttpServer server;

    HttpSource(Adapter adapter, String path, byte[] answer) throws IOException {
        this.adapter = adapter;
        this.path = path;
        this.answer = answer;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (query.contains("index=") || query.contains("watch=true")) {
            await();
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("X-Consul-Index", "7");
        exchange.getResponseHeaders().set("X-Consul-KnownLeader", "true");
        exchange.sendResponseHeaders(200, answer.length);
        for (int sent = 0; sent < answer.length; sent += PIECE) {
            exchange.getResponseBody().write(answer, sent, Math.min(PIECE, answer.length - sent));
        }
        exchange.close();
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Discovery discovery(MeshRuntime runtime) {
        return adapter.discovery("http://127.0.0.1:" + server.getAddress().getPort() + path, runtime);
    }

    @Override
    public long bytes() {
        return answer.length;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
