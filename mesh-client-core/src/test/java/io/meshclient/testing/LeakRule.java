package io.meshclient.testing;

import io.meshclient.EndpointView;
import io.meshclient.Mesh;
import io.meshclient.ServiceView;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves something behind: an uncaught exception, a response body that nobody closed (which shows as a
 * call in flight, and as OkHttp's log line of a leaked connection), an endpoint with attempts in flight, a socket, a
 * thread of the mesh, or any thread that would keep the JVM alive. Closes what was registered here, last first; sockets
 * and threads are looked at when all of that is closed.
 *
 * <p>Used as {@code @RegisterExtension final LeakRule leaks = new LeakRule();}.
 */
public final class LeakRule implements BeforeEachCallback, AfterEachCallback {

    /** In-flight numbers go down when the end of a body was heard of, and threads end, a moment later. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** One per JVM, for bodies that nobody closes. */
    private static final String LEAK_WATCH = "mesh-client-leaks";

    private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());
    private static final Logger OKHTTP_LOG = Logger.getLogger(OkHttpClient.class.getName());

    static {
        SERVER_LOG.setLevel(Level.WARNING);
    }

    private final Duration patience;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<Mesh> meshes = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> uncaught = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> leaked = new ConcurrentLinkedQueue<>();
    private final Handler leakLog = new LeakLog();
    private Set<Thread> threadsBefore = Set.of();
    private Set<String> socketsBefore = Set.of();
    private Thread.@Nullable UncaughtExceptionHandler handlerBefore;

    /** The rule as all tests use it. */
    public LeakRule() {
        this(PATIENCE);
    }

    /** For its own tests, which do not want to wait for what is never going to go away. */
    LeakRule(Duration patience) {
        this.patience = patience;
    }

    /** Starts a server, which is closed after the test. */
    public MockWebServer server() {
        return server(server -> {});
    }

    /** Starts a server after some settings. */
    public MockWebServer server(Consumer<MockWebServer> edit) {
        MockWebServer server = new MockWebServer();
        server.setServerSocketFactory(new PromptSockets());
        edit.accept(server);
        try {
            server.start();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return closing(server);
    }

    /** Watches a mesh, and closes it after the test. */
    public Mesh mesh(Mesh mesh) {
        meshes.add(mesh);
        return closing(mesh);
    }

    /** Shuts a client's dispatcher down after the test, as its threads are no daemons, and closes its connections. */
    public OkHttpClient client(OkHttpClient client) {
        closing(() -> {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        });
        return client;
    }

    /** Closes something after the test. */
    public <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    /** A complaint with this text in it is what the test is about: it does not fail. */
    public void expect(String partOfComplaint) {
        expected.add(partOfComplaint);
    }

    /** What this rule would complain of, were the test over; what was heard of is forgotten. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>(inFlight());
        uncaught.forEach(trace -> complaints.add("uncaught exception: " + trace));
        uncaught.clear();
        leaked.forEach(line -> complaints.add("a body was not closed: " + line));
        leaked.clear();
        return unexpected(complaints);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        begin();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> complaints = end();
        if (!complaints.isEmpty()) {
            throw new AssertionError(context.getDisplayName() + " left behind:\n" + String.join("\n", complaints));
        }
    }

    /** What is there already is not the test's. */
    void begin() {
        threadsBefore = Set.copyOf(threads());
        socketsBefore = Set.copyOf(OpenSockets.now().keySet());
        handlerBefore = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            uncaught.add(thread.getName() + ": " + trace);
        });
        OKHTTP_LOG.addHandler(leakLog);
    }

    /** Closes everything, and tells what is left. */
    List<String> end() {
        List<String> complaints = new ArrayList<>(inFlight());
        meshes.clear(); // what they hold is told
        complaints.addAll(closeAll());
        complaints.addAll(eventually(this::newThreads));
        complaints.addAll(eventually(this::newSockets));
        complaints.addAll(complaints());
        OKHTTP_LOG.removeHandler(leakLog);
        Thread.setDefaultUncaughtExceptionHandler(handlerBefore);
        return unexpected(complaints);
    }

    private List<String> closeAll() {
        List<String> complaints = new ArrayList<>();
        while (!open.isEmpty()) {
            AutoCloseable resource = open.pop();
            try {
                resource.close();
            } catch (Exception e) {
                complaints.add("closing " + resource + " failed: " + e);
            }
        }
        return complaints;
    }

    private List<String> inFlight() {
        List<String> found = new ArrayList<>();
        meshes.forEach(mesh -> found.addAll(eventually(() -> inFlight(mesh))));
        return found;
    }

    private static List<String> inFlight(Mesh mesh) {
        List<String> found = new ArrayList<>();
        for (ServiceView service : mesh.view().services()) {
            if (service.callsInFlight() != 0) {
                found.add(service.name() + " has " + service.callsInFlight()
                        + " calls in flight: a body was not closed, or a call not given back");
            }
            for (EndpointView endpoint : service.endpoints()) {
                if (endpoint.inFlight() != 0) {
                    found.add(service.name() + " " + endpoint.key() + " has " + endpoint.inFlight() + " in flight");
                }
            }
        }
        return found;
    }

    private List<String> newThreads() {
        return threads().stream()
                .filter(thread -> !threadsBefore.contains(thread) && thread.isAlive())
                .filter(LeakRule::isBad)
                .map(thread -> "thread " + thread.getName() + (thread.isDaemon() ? "" : ", no daemon"))
                .toList();
    }

    private static boolean isBad(Thread thread) {
        String name = thread.getName();
        if (name.startsWith("mesh-client")) {
            return !name.equals(LEAK_WATCH) || !thread.isDaemon();
        }
        boolean ofTests = name.startsWith("MockWebServer") || name.startsWith("junit-"); // idle for a minute; for ever
        return !thread.isDaemon() && !ofTests;
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet();
    }

    private List<String> newSockets() {
        return OpenSockets.now().entrySet().stream()
                .filter(socket -> !socketsBefore.contains(socket.getKey()))
                .map(socket -> "socket from " + socket.getValue())
                .toList();
    }

    /** Looks until there is nothing to complain of, or patience is at its end. */
    private List<String> eventually(Supplier<List<String>> look) {
        long end = System.nanoTime() + patience.toNanos();
        List<String> found = unexpected(look.get());
        while (!found.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            found = unexpected(look.get());
        }
        return found;
    }

    private List<String> unexpected(List<String> complaints) {
        return complaints.stream()
                .filter(complaint -> expected.stream().noneMatch(complaint::contains))
                .toList();
    }

    private final class LeakLog extends Handler {
        @Override
        public void publish(LogRecord line) {
            String text = String.valueOf(line.getMessage());
            if (text.contains("was leaked")) {
                leaked.add(text);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
