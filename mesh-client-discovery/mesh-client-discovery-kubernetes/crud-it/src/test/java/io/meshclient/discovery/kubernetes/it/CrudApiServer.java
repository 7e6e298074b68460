package io.meshclient.discovery.kubernetes.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/**
 * An API server, to be run in a JVM of its own: fabric8's mock in CRUD mode, which keeps the objects, versions them and tells
 * who watches. That one serves watches as WebSockets only; a real API server serves them as plain streams too, which is what
 * a small front here makes of them.
 */
final class CrudApiServer {

    /** Asked for when its objects are there again. */
    static final String OPEN = "/open";

    private static final byte[] NEW_LINE = {'\n'};
    private static final String END = "";

    private final OkHttpClient client =
            new OkHttpClient.Builder().readTimeout(Duration.ZERO).build();
    private final KubernetesMockServer mock = new KubernetesMockServer(
            new Context(Serialization.jsonMapper()),
            new MockWebServer(),
            new HashMap<>(),
            new KubernetesCrudDispatcher(),
            false);
    private final InetAddress loopback = InetAddress.getByName("127.0.0.1");

    /** A real one answers nobody before it has read its store; this one's objects are made anew when it starts. */
    private volatile boolean open;

    private CrudApiServer() throws IOException {}

    /** Runs until its standard input ends, as it does when its parent dies. */
    public static void main(String[] args) throws IOException {
        LogManager.getLogManager().reset(); // it logs each request
        new CrudApiServer().start(Integer.parseInt(args[0]));
        while (System.in.read() >= 0) {
            // nothing is ever said
        }
        Runtime.getRuntime().halt(0);
    }

    private void start(int port) throws IOException {
        mock.init(loopback, 0);
        HttpServer front = HttpServer.create(new InetSocketAddress(loopback, port), 64);
        front.createContext("/", this::answer);
        front.createContext(OPEN, exchange -> {
            open = true;
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        front.setExecutor(Executors.newCachedThreadPool());
        front.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        Request.Builder request =
                new Request.Builder().url("http://127.0.0.1:" + mock.getPort() + exchange.getRequestURI());
        boolean clients = query != null && query.contains("labelSelector");
        if (clients && !open) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        } else if (clients && query.contains("watch=true")) {
            watch(request.build(), exchange);
        } else {
            forward(request, exchange);
        }
    }

    private void forward(Request.Builder request, HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        boolean hasBody = exchange.getRequestMethod().startsWith("P");
        request.method(exchange.getRequestMethod(), hasBody ? RequestBody.create(sent) : null);
        if (hasBody) {
            request.header("Content-Type", "application/json");
        }
        try (Response response = client.newCall(request.build()).execute()) {
            byte[] body = response.body().bytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(response.code(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } finally {
            exchange.close();
        }
    }

    private void watch(Request request, HttpExchange exchange) throws IOException {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        WebSocket socket = client.newWebSocket(request, new Collecting(events));
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.flush();
            for (String event = events.poll(1, TimeUnit.MINUTES);
                    event != null && !event.equals(END);
                    event = events.poll(1, TimeUnit.MINUTES)) {
                out.write(event.getBytes(StandardCharsets.UTF_8));
                out.write(NEW_LINE);
                out.flush();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            socket.cancel();
        }
    }

    private static final class Collecting extends WebSocketListener {
        private final BlockingQueue<String> events;

        Collecting(BlockingQueue<String> events) {
            this.events = events;
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            events.add(text);
        }

        @Override
        public void onClosed(WebSocket socket, int code, String reason) {
            events.add(END);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, Response response) {
            events.add(END);
        }
    }
}
