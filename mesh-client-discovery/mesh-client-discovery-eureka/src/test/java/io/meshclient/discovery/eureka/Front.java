package io.meshclient.discovery.eureka;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * What stands between the discovery and a registry: it can fail, and shows several changes as one. Its threads are there
 * from its start on.
 */
final class Front implements AutoCloseable {

    private static final int THREADS = 4;

    final CopyOnWriteArrayList<String> asked = new CopyOnWriteArrayList<>();

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Registry registry;
    private final HttpServer server;
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "front");
                thread.setDaemon(true);
                return thread;
            });
    private volatile boolean broken;

    Front(Registry registry) throws IOException {
        this.registry = registry;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 64);
        threads.prestartAllCoreThreads();
        server.setExecutor(threads);
        server.createContext("/eureka", this::handle);
        server.start();
    }

    /** What is behind it. */
    interface Registry {
        /** The answer to {@code /apps} or {@code /apps/delta}. */
        String answer(String path) throws IOException;
    }

    /** Something that is done to the registry. */
    interface Changes {
        void make() throws IOException;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/eureka";
    }

    /** Lets nobody see only half of it; the registry works again afterwards. */
    void atOnce(Changes changes) throws IOException {
        lock.writeLock().lock();
        try {
            changes.make();
            broken = false;
        } finally {
            lock.writeLock().unlock();
        }
    }

    void fail() {
        broken = true;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring("/eureka".length());
            asked.add(path);
            if (broken) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            byte[] body = reading(() -> registry.answer(path)).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String reading(Callable<String> task) throws IOException {
        lock.readLock().lock();
        try {
            return task.call();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new UncheckedIOException(new IOException(e));
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
