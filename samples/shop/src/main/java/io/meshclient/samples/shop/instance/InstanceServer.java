package io.meshclient.samples.shop.instance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.meshclient.samples.shop.process.Parent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One instance of {@code orders} or {@code inventory}: a bare HTTP server of the JDK that knows nothing of the mesh.
 *
 * <p>{@code GET /items/7} answers, {@code PUT /trouble/slow} (or {@code errors}, {@code well}) changes how.
 */
public final class InstanceServer {
    /** Told to the parent when the first item is asked for. */
    public static final String CALLED = "called";

    private static final int BACKLOG = 256;
    private static final int DRAIN_SECONDS = 1;

    private final String service;
    private final String instance;
    private final AtomicLong served = new AtomicLong();
    private volatile Mood mood = Mood.WELL;

    private InstanceServer(String service, String instance) {
        this.service = service;
        this.instance = instance;
    }

    /** Arguments: service, name of the instance, port. */
    public static void main(String[] args) throws IOException {
        serve(args[0], args[1], Integer.parseInt(args[2]), () -> {});
        Parent.say("ready");
    }

    /** Takes calls from now on; on SIGTERM something is done first, such as to leave a registry, and then calls end. */
    public static void serve(String service, String instance, int port, Runnable goodbye) throws IOException {
        HttpServer server = new InstanceServer(service, instance).start(port);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            goodbye.run();
            server.stop(DRAIN_SECONDS);
        }));
        Parent.listen(line -> {});
    }

    private HttpServer start(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.createContext("/items/", this::item);
        server.createContext("/trouble/", this::trouble);
        server.createContext("/", this::about);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        return server;
    }

    private void item(HttpExchange exchange) throws IOException {
        Mood now = mood;
        pause(now.millisPerAnswer());
        if (served.incrementAndGet() == 1) {
            Parent.say(CALLED);
        }
        String id = lastSegment(exchange);
        answer(
                exchange,
                now.status(),
                "{\"service\":\"%s\",\"id\":%s,\"instance\":\"%s\"}".formatted(service, id, instance));
    }

    private void trouble(HttpExchange exchange) throws IOException {
        mood = Mood.valueOf(lastSegment(exchange).toUpperCase(Locale.ROOT));
        about(exchange);
    }

    private void about(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                "{\"instance\":\"%s\",\"mood\":\"%s\",\"served\":%d}%n".formatted(instance, mood, served.get()));
    }

    private static String lastSegment(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
