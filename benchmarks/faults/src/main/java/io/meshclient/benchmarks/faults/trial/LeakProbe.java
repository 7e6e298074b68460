package io.meshclient.benchmarks.faults.trial;

import io.meshclient.EndpointView;
import io.meshclient.Mesh;
import io.meshclient.ServiceView;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at what was there before a fault, and tells what is there more after it: calls and attempts in flight, sockets,
 * threads, bytes of the heap. Not for use by several threads.
 */
public final class LeakProbe {

    /** Numbers in flight go down when the end of a body was heard of, and threads end, a moment later. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** One for each JVM, for bodies that nobody closes. */
    private static final String LEAK_WATCH = "mesh-client-leaks";

    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    private final Set<String> socketsBefore;
    private final Duration patience;

    LeakProbe() throws IOException {
        this(PATIENCE);
    }

    /** For its own tests, which do not want to wait for what is never going to end. */
    LeakProbe(Duration patience) throws IOException {
        this.patience = patience;
        socketsBefore = OpenSockets.now();
    }

    /** Calls and attempts that the mesh believes to be under way, when all callers have their answers. */
    public static Measure inFlight(Mesh mesh) throws IOException {
        return Measure.count("in flight", settled(PATIENCE, () -> underWay(mesh)), 0);
    }

    /** Connections that are open while the mesh stands, both ends of those within this process. */
    public Measure open(int most) throws IOException {
        settled(patience, () -> Math.max(0, newSockets() - most));
        return Measure.count("open", newSockets(), most);
    }

    /** Waits until no thread with this name is at work any more; what servers hold is not the mesh's. */
    public void awaitEndOf(String name) throws IOException {
        settled(patience, () -> (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .count());
    }

    /** What is left when everything was closed: the mesh, its client, the servers. */
    public List<Measure> afterwards() throws IOException {
        return List.of(
                Measure.count("sockets", settled(patience, this::newSockets), 0),
                Measure.count("threads", settled(patience, this::newThreads), 0));
    }

    private static int underWay(Mesh mesh) {
        int found = 0;
        for (ServiceView service : mesh.view().services()) {
            found += service.callsInFlight();
            found += service.endpoints().stream()
                    .mapToInt(EndpointView::inFlight)
                    .sum();
        }
        return found;
    }

    private int newSockets() throws IOException {
        Set<String> now = new HashSet<>(OpenSockets.now());
        now.removeAll(socketsBefore);
        return now.size();
    }

    private int newThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threadsBefore.contains(thread) && isBad(thread))
                .count();
    }

    /** OkHttp's own idle daemons end by themselves within a minute. */
    private static boolean isBad(Thread thread) {
        boolean ofMesh =
                thread.getName().startsWith("mesh-client") && !thread.getName().equals(LEAK_WATCH);
        return thread.isAlive() && (ofMesh || !thread.isDaemon());
    }

    private static int settled(Duration patience, Count count) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        int found = count.now();
        while (found > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            found = count.now();
        }
        return found;
    }

    private interface Count {
        int now() throws IOException;
    }
}
