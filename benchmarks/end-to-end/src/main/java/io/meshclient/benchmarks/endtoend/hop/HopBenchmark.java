package io.meshclient.benchmarks.endtoend.hop;

import io.meshclient.benchmarks.endtoend.contender.Contender;
import io.meshclient.benchmarks.endtoend.contender.ContenderName;
import io.meshclient.benchmarks.endtoend.stand.Backends;
import io.meshclient.benchmarks.endtoend.stand.Sidecars;
import io.meshclient.benchmarks.endtoend.stand.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** One call from the caller's side, with new servers for every fork. Not final: JMH extends it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HopBenchmark {
    /** Where the servers keep their configuration and logs. */
    static final String DIRECTORY_PROPERTY = "benchmarks.directory";

    @Param({"okhttp", "mesh", "mesh-spring", "envoy", "envoyx2"})
    @SuppressWarnings("NullAway.Init") // JMH sets it before anything runs.
    public String contender;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private Contender client;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @Setup(Level.Trial)
    public void start() throws Exception {
        ContenderName name = ContenderName.of(contender).orElseThrow();
        Tools tools = Tools.fromSystemProperties();
        Path directory = Path.of(System.getProperty(DIRECTORY_PROPERTY)).resolve(contender);
        Files.createDirectories(directory);
        try {
            Backends backends = opened(Backends.start(tools, directory));
            Sidecars sidecars = opened(Sidecars.start(name.hops(), tools, backends.addresses(), directory));
            client = opened(Contender.open(name, sidecars.targets()));
        } catch (IOException e) {
            stop();
            throw e;
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    @TearDown(Level.Trial)
    public void stop() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Benchmark
    @Threads(1)
    public void c1() throws IOException {
        client.call();
    }

    @Benchmark
    @Threads(8)
    public void c8() throws IOException {
        client.call();
    }
}
