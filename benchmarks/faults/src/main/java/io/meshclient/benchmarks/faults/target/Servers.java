package io.meshclient.benchmarks.faults.target;

import io.meshclient.benchmarks.faults.server.Namespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The instances of a service, each a process; one that was ended comes back on its port. */
final class Servers implements AutoCloseable {

    private final Wire wire;
    private final List<ServerProcess> processes;
    private final @Nullable Namespace ofFirst;

    private Servers(Wire wire, List<ServerProcess> processes, @Nullable Namespace ofFirst) {
        this.wire = wire;
        this.processes = new ArrayList<>(processes);
        this.ofFirst = ofFirst;
    }

    static Servers start(Wire wire, int count) throws IOException {
        return new Servers(wire, all(starts(wire, count)), null);
    }

    /** The same, but that the first is in a network of its own, which is closed with it. */
    static Servers start(Wire wire, int count, Namespace ofFirst) throws IOException {
        List<Callable<ServerProcess>> starts = starts(wire, count - 1);
        starts.add(0, () -> ServerProcess.start(wire, ofFirst));
        return new Servers(wire, all(starts), ofFirst);
    }

    private static List<Callable<ServerProcess>> starts(Wire wire, int count) {
        List<Callable<ServerProcess>> starts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            starts.add(() -> ServerProcess.start(wire, 0));
        }
        return starts;
    }

    ServerProcess get(int number) {
        return processes.get(number);
    }

    String endpoint(int number) {
        return processes.get(number).endpoint();
    }

    String[] endpoints() {
        String[] endpoints = new String[processes.size()];
        for (int i = 0; i < endpoints.length; i++) {
            endpoints[i] = endpoint(i);
        }
        return endpoints;
    }

    /** The network of the first. */
    Namespace network() {
        return Objects.requireNonNull(ofFirst, "only where the first has one");
    }

    /** Starts one that was ended. */
    void restart(int number) throws IOException {
        processes.set(number, again(number));
    }

    /** Starts all of them, side by side; returns when the last takes connections. */
    void restartAll() throws IOException {
        List<Callable<ServerProcess>> starts = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            int number = i;
            starts.add(() -> again(number));
        }
        List<ServerProcess> started = all(starts);
        for (int i = 0; i < started.size(); i++) {
            processes.set(i, started.get(i));
        }
    }

    private ServerProcess again(int number) throws IOException {
        return ServerProcess.start(wire, processes.get(number).port());
    }

    private static List<ServerProcess> all(List<Callable<ServerProcess>> starts) throws IOException {
        ExecutorService starters = Executors.newFixedThreadPool(starts.size());
        List<ServerProcess> started = new ArrayList<>();
        try {
            for (Future<ServerProcess> start : starters.invokeAll(starts)) {
                started.add(start.get());
            }
            return started;
        } catch (InterruptedException e) {
            throw Commands.interrupted(e);
        } catch (ExecutionException e) {
            started.forEach(ServerProcess::close);
            throw new IOException("a server did not start", e);
        } finally {
            starters.shutdownNow();
        }
    }

    @Override
    public void close() {
        processes.forEach(ServerProcess::close);
        if (ofFirst != null) {
            ofFirst.close();
        }
    }
}
