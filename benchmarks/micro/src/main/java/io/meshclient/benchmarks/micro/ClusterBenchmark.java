package io.meshclient.benchmarks.micro;

import io.meshclient.cluster.Choice;
import io.meshclient.endpoint.EndpointSet;
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

/**
 * A service at run time: one attempt's whole life in it (pick, admission, verdict, end), and the change of one endpoint.
 * Not final: JMH extends it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ClusterBenchmark {
    @Param({"3", "100", "10000"})
    public int endpoints;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private Service service;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private EndpointSet[] sets;

    private int turn;

    @Setup(Level.Trial)
    public void start() {
        service = new Service(endpoints);
        sets = new EndpointSet[] {service.withAnotherLast(0), service.withAnotherLast(1)};
    }

    @TearDown(Level.Trial)
    public void stop() {
        service.close();
    }

    @Benchmark
    public Choice attempt() {
        return service.attempt(service.newCall(), service.now());
    }

    /** One endpoint goes and another comes; the rest keep their states. The set itself is the source's to make. */
    @Benchmark
    public void updateOne() {
        service.update(sets[turn ^= 1]);
    }
}
