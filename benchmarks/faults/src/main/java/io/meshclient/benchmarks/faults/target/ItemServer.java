package io.meshclient.benchmarks.faults.target;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/**
 * A service of one item, as a process of its own: it takes {@link #WORK} for every request, and ends in good order when it
 * is asked to (SIGTERM): it takes no new connections, lets what it has begun end, then closes all. What it reads tells it
 * what to answer: {@value #SICK} or {@value #WELL}, a line each.
 */
final class ItemServer {

    /** What it says when it takes connections, before its port. */
    static final String UP = "up ";

    /** From now on every answer is a 503. */
    static final String SICK = "sick";

    /** No longer. */
    static final String WELL = "well";

    /** What it answers. */
    static final String ITEM = "{\"item\":7}";

    /** Enough that some calls are always under way when something happens to it. */
    private static final long WORK = TimeUnit.MILLISECONDS.toNanos(10);

    private static final int BACKLOG = 1024;
    private static final int LAST_CALLS_SECONDS = 1;

    private static volatile boolean sick;

    private ItemServer() {}

    /** Speaks what the first argument says on the address and port of the others. */
    public static void main(String[] arguments) throws IOException {
        InetAddress host = InetAddress.getByName(arguments[1]);
        int port = Integer.parseInt(arguments[2]);
        int bound = Wire.valueOf(arguments[0]) == Wire.H2C ? startHttp2(host, port) : startHttp1(host, port);
        System.out.println(UP + bound);
        obey();
    }

    private static void obey() throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            sick = order.equals(SICK);
            System.out.println(order);
        }
    }

    private static int startHttp1(InetAddress host, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", ItemServer::answer);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(LAST_CALLS_SECONDS)));
        server.start();
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            LockSupport.parkNanos(WORK);
            byte[] item = ITEM.getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(status(), item.length);
            exchange.getResponseBody().write(item);
        }
    }

    private static int startHttp2(InetAddress host, int port) throws IOException {
        Logger.getLogger("").setLevel(Level.WARNING); // else each stream that a client gives up is a stack trace
        MockWebServer server = new MockWebServer();
        server.setProtocols(Wire.H2C.protocols());
        server.setDispatcher(new Items(server));
        server.start(host, port);
        return server.getPort();
    }

    private static int status() {
        return sick ? 503 : 200;
    }

    private static final class Items extends Dispatcher {
        private final MockWebServer server;

        Items(MockWebServer server) {
            this.server = server;
        }

        @Override
        public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            server.takeRequest(0, TimeUnit.NANOSECONDS); // nobody asks for them, and they would be kept
            LockSupport.parkNanos(WORK);
            return new MockResponse.Builder().code(status()).body(ITEM).build();
        }
    }
}
