package io.meshclient.benchmarks.endtoend.stand;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The three backends that every contender calls. */
public final class Backends implements AutoCloseable {
    public static final int COUNT = 3;

    private final List<Nginx> backends;

    private Backends(List<Nginx> backends) {
        this.backends = List.copyOf(backends);
    }

    /** Backends for measured rounds. */
    public static Backends start(Tools tools, Path directory) throws IOException {
        return start(tools, directory, false);
    }

    /** Backends that can be told to answer 503; slower by one file status per request, so never measured. */
    public static Backends startWithFaults(Tools tools, Path directory) throws IOException {
        return start(tools, directory, true);
    }

    private static Backends start(Tools tools, Path directory, boolean faults) throws IOException {
        List<Nginx> started = new ArrayList<>();
        try {
            for (int index = 0; index < COUNT; index++) {
                started.add(Nginx.start(tools.nginx(), directory.resolve("backend-" + index), faults));
            }
        } catch (IOException e) {
            new Backends(started).close();
            throw e;
        }
        return new Backends(started);
    }

    public Nginx get(int index) {
        return backends.get(index);
    }

    public List<HostPort> addresses() {
        return backends.stream().map(Nginx::address).toList();
    }

    /** Starts counting what each backend serves. */
    public Tally tally() throws IOException {
        return new Tally(counts());
    }

    /** Not to be called while a backend is down. */
    private long[] counts() throws IOException {
        long[] counts = new long[backends.size()];
        for (int index = 0; index < counts.length; index++) {
            counts[index] = backends.get(index).requests();
        }
        return counts;
    }

    @Override
    public void close() throws IOException {
        List<Nginx> last = new ArrayList<>(backends);
        Collections.reverse(last);
        for (Nginx backend : last) {
            backend.close();
        }
    }

    /** What the backends have served since some moment, by their own count. */
    public final class Tally {
        private final long[] before;

        private Tally(long[] before) {
            this.before = before;
        }

        /** Per backend, without the question that asks for the count. May be called once. */
        public List<Long> served() throws IOException {
            long[] now = counts();
            List<Long> served = new ArrayList<>();
            for (int index = 0; index < now.length; index++) {
                served.add(now[index] - before[index] - 1);
            }
            return served;
        }
    }
}
