package io.meshclient.discovery.kubernetes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;

/**
 * An API server written by hand, for what a mock in CRUD mode cannot do: pages, versions that expire, bookmarks, streams
 * that break, tokens, certificates. It keeps every version that there was, as etcd does.
 */
final class FakeApiServer implements AutoCloseable {

    private final MockWebServer server = new MockWebServer();
    private final Map<String, String> slices = new LinkedHashMap<>(); // guarded by this
    private final List<Event> history = new ArrayList<>(); // guarded by this
    private final List<FakeWatch> watches = new CopyOnWriteArrayList<>();
    final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();

    private long version = 10; // guarded by this
    private long oldest = 0; // guarded by this

    /** Answers in place of the API; null for what it leaves to it. */
    volatile Answer instead = request -> null;

    /** Which API versions are served. */
    volatile List<String> served = List.of("v1", "v1beta1");

    /** Whether watches of versions that are gone are told by status, not by event. */
    volatile boolean goneByStatus;

    private volatile boolean closed;

    /** Whose requests are answered otherwise than by 401. */
    volatile Predicate<RecordedRequest> admits = request -> true;

    @FunctionalInterface
    interface Answer {
        MockResponse to(RecordedRequest request);
    }

    private record Event(long version, String text) {}

    FakeApiServer() throws IOException {
        this(null);
    }

    FakeApiServer(SSLSocketFactory tls) throws IOException {
        if (tls != null) {
            server.useHttps(tls);
        }
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                requests.add(request);
                MockResponse other = instead.to(request);
                return other != null ? other : answer(request);
            }

            @Override
            public void close() {}
        });
    }

    FakeApiServer start() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort(); // a port that was asked for may be used again after a close
        }
        return start(port);
    }

    FakeApiServer start(int wanted) throws IOException {
        server.start(InetAddress.getByName("127.0.0.1"), wanted);
        return this;
    }

    MockWebServer web() {
        return server;
    }

    String url() {
        return server.url("/").scheme() + "://127.0.0.1:" + server.getPort();
    }

    synchronized void put(String name, String slice) {
        version++;
        String versioned = Json.versioned(slice, version);
        String old = slices.put(name, versioned);
        publish(Json.event(old == null ? "ADDED" : "MODIFIED", versioned));
    }

    synchronized void delete(String name) {
        version++;
        String old = Objects.requireNonNull(slices.remove(name));
        publish(Json.event("DELETED", Json.versioned(old, version)));
    }

    /** Changes a slice without telling those who watch, as if it had happened while they were away. */
    synchronized void putQuietly(String name, String slice) {
        version++;
        slices.put(name, Json.versioned(slice, version));
    }

    private void publish(String event) {
        history.add(new Event(version, event));
        watches.forEach(watch -> watch.queue.add(event));
    }

    synchronized void bookmark() {
        version += 100; // something else has changed
        watches.forEach(watch -> watch.queue.add(Json.bookmark(version)));
    }

    /** Sends a text to all who watch. */
    void send(String text) {
        watches.forEach(watch -> watch.queue.add(text));
    }

    /** Ends the watches as their time being up would. */
    void endWatches() {
        send(FakeWatch.END);
        watches.clear();
    }

    /** Breaks the watches off; over HTTP/1.1 only. */
    void breakWatches() {
        send(FakeWatch.BREAK);
        watches.clear();
    }

    /** Forgets what was before now. */
    synchronized void compact() {
        oldest = version;
        history.clear();
    }

    synchronized long version() {
        return version;
    }

    int watching() {
        return watches.size();
    }

    long count(String what) {
        return requests.stream()
                .filter(request -> what.equals("watch") == isWatch(request))
                .count();
    }

    static boolean isWatch(RecordedRequest request) {
        return "true".equals(request.getUrl().queryParameter("watch"));
    }

    private synchronized MockResponse answer(RecordedRequest request) {
        if (!admits.test(request)) {
            return json(401, Json.status(401, "Unauthorized", "Unauthorized"));
        }
        List<String> path = request.getUrl().pathSegments();
        if (path.size() != 6 || !served.contains(path.get(2)) || !path.get(5).equals("endpointslices")) {
            return new MockResponse.Builder()
                    .code(404)
                    .body("404 page not found")
                    .build();
        }
        return isWatch(request) ? watch(request) : list(request.getUrl());
    }

    private MockResponse list(HttpUrl url) {
        String token = url.queryParameter("continue");
        String limit = url.queryParameter("limit");
        int from = 0;
        long at = version;
        if (token != null) {
            at = Long.parseLong(token.substring(0, token.indexOf('/')));
            from = Integer.parseInt(token.substring(token.indexOf('/') + 1));
            if (at < oldest) {
                return json(410, Json.status(410, "Expired", "The provided continue parameter is too old"));
            }
        }
        List<String> all = slices.values().stream()
                .filter(slice ->
                        url.queryParameter("labelSelector") == null || slice.contains("\"" + service(url) + "\""))
                .toList();
        int to = limit == null ? all.size() : Math.min(all.size(), from + Integer.parseInt(limit));
        String next = to < all.size() ? ",\"continue\":\"" + at + "/" + to + "\"" : "";
        return json(
                200,
                "{\"kind\":\"EndpointSliceList\",\"apiVersion\":\"discovery.k8s.io/v1\",\"metadata\":{\"resourceVersion\":\""
                        + at + "\"" + next + "},\"items\":[" + String.join(",", all.subList(from, to)) + "]}");
    }

    private static String service(HttpUrl url) {
        String selector = Objects.requireNonNull(url.queryParameter("labelSelector"));
        if (!selector.startsWith("kubernetes.io/service-name=")) {
            throw new IllegalArgumentException(selector);
        }
        return "kubernetes.io/service-name\":\"" + selector.substring(selector.indexOf('=') + 1);
    }

    private MockResponse watch(RecordedRequest request) {
        long from = Long.parseLong(Objects.requireNonNull(request.getUrl().queryParameter("resourceVersion")));
        if (from < oldest && goneByStatus) {
            return json(410, Json.status(410, "Expired", "too old resource version"));
        }
        boolean http2 = request.getVersion().startsWith("HTTP/2");
        FakeWatch watch = new FakeWatch(!http2, () -> closed, watches::remove);
        if (from < oldest) {
            watch.queue.add(Json.event("ERROR", Json.status(410, "Expired", "too old resource version")));
            watch.queue.add(FakeWatch.END);
        } else {
            history.stream().filter(event -> event.version > from).forEach(event -> watch.queue.add(event.text));
            watches.add(watch);
        }
        MockResponse.Builder response = new MockResponse.Builder()
                .code(200)
                .setHeader("Content-Type", "application/json")
                .body(watch);
        return (http2 ? response : response.setHeader("Transfer-Encoding", "chunked")).build();
    }

    static MockResponse json(int code, String body) {
        return new MockResponse.Builder()
                .code(code)
                .setHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    @Override
    public void close() {
        closed = true; // also watches that begin only now end
        server.close();
    }
}
