package io.meshclient.discovery.consul;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.endpoint.Health;
import io.meshclient.endpoint.Locality;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** A Consul in memory with blocking queries, which can lose its leader. */
final class FakeConsul implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fake-consul");
        thread.setDaemon(true);
        return thread;
    });
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, String> services = new HashMap<>(); // guarded by lock
    private long index = 10; // guarded by lock
    private boolean leader = true; // guarded by lock
    private boolean ended; // guarded by lock
    private final List<String> asked = new CopyOnWriteArrayList<>();

    FakeConsul() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/health/service/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    /** Makes these the instances; ends a failure. */
    void publish(String service, EndpointSet set) {
        publish(service, set.endpoints().stream().map(FakeConsul::json).collect(Collectors.joining(",", "[", "]")));
    }

    private static String json(Endpoint endpoint) {
        Locality locality = endpoint.locality();
        return """
                {"Node":{"Node":"n1","Address":"192.0.2.1","Datacenter":"dc1",
                 "Meta":{"region":"%1$s","zone":"%2$s","rack":"%3$s"}},
                 "Service":{"ID":"%4$s","Address":"%4$s","Port":%5$d,"Weights":{"Passing":%6$d,"Warning":%6$d},"Meta":%7$s},
                 "Checks":[%8$s]}""".formatted(
                        locality.region(),
                        locality.zone(),
                        locality.subZone(),
                        endpoint.host(),
                        endpoint.port(),
                        endpoint.weight(),
                        endpoint.metadata().entrySet().stream()
                                .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
                                .collect(Collectors.joining(",", "{", "}")),
                        check(endpoint.health()));
    }

    private static String check(Health health) {
        return switch (health) {
            case DRAINING -> "{\"CheckID\":\"_service_maintenance:x\",\"Status\":\"critical\"}";
            case DEGRADED -> "{\"CheckID\":\"a\",\"Status\":\"warning\"}";
            case UNHEALTHY -> "{\"CheckID\":\"a\",\"Status\":\"critical\"}";
            case HEALTHY, UNKNOWN -> "{\"CheckID\":\"a\",\"Status\":\"passing\"}";
        };
    }

    void publish(String service, String document) {
        change(() -> {
            services.put(service, document);
            leader = true;
        });
    }

    void loseLeader() {
        change(() -> leader = false);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            index++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        Map<String, String> query = query(exchange);
        String service = exchange.getRequestURI().getPath().substring("/v1/health/service/".length());
        long asking = Long.parseLong(query.getOrDefault("index", "0"));
        long millis = Long.parseLong(query.getOrDefault("wait", "0ms").replace("ms", ""));
        String document;
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (asking > 0 && asking >= index && left > 0 && leader && !ended) {
                left = changed.awaitNanos(left);
            }
            document = leader ? services.getOrDefault(service, "[]") : null;
            exchange.getResponseHeaders().set("X-Consul-Index", Long.toString(index));
            exchange.getResponseHeaders().set("X-Consul-KnownLeader", Boolean.toString(leader));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } finally {
            lock.unlock();
        }
        byte[] body = (document == null ? "No cluster leader" : document).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(document == null ? 500 : 200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return query;
    }

    @Override
    public void close() {
        change(() -> ended = true);
        server.stop(0);
        threads.shutdownNow();
    }
}
