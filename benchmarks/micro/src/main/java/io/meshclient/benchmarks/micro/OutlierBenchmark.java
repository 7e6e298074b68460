package io.meshclient.benchmarks.micro;

import io.meshclient.balance.PickArgs;
import io.meshclient.cluster.Choice;
import io.meshclient.cluster.Cluster;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.guard.Admission;
import io.meshclient.observe.MeshObserver;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.time.MeshRuntime;
import io.meshclient.time.RandomSource;
import io.meshclient.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

/**
 * The comparison of a service's endpoints at the end of an interval in which each had a hundred calls, and half of them failed
 * one. Time stands still at that end, so that each pass sees the same. Not final: JMH extends it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OutlierBenchmark {
    private static final int CALLS = 100;
    private static final long INTERVAL_NANOS = 10_000_000_000L;

    @Param({"100", "10000"})
    public int endpoints;

    private long now;

    @SuppressWarnings("NullAway.Init") // Set by the first call.
    private Runnable pass;

    @Setup(Level.Trial)
    public void call() {
        Ticker ticker = new Ticker() {
            @Override
            public long nanos() {
                return now;
            }

            @Override
            public long epochMillis() {
                return 0;
            }
        };
        MeshRuntime runtime = new MeshRuntime(ticker, (delay, task) -> taken(task), RandomSource.system());
        Cluster cluster = new Cluster(
                ServiceConfig.of(
                        "bench", service -> service.endpoints("127.0.0.1:8080").balancer("round-robin")),
                runtime,
                new MeshObserver() {},
                gone -> {});
        List<Endpoint> all = new ArrayList<>();
        for (int i = 0; i < endpoints; i++) {
            all.add(Endpoint.parse("10.0.%d.%d:8080".formatted(i >> 8, i & 255)));
        }
        cluster.update(EndpointSet.of(all));
        for (int i = 0; i < CALLS * endpoints; i++) {
            answer(cluster.admit(new PickArgs(runtime.random()), now), i < endpoints && i % 2 == 0 ? 500 : 200);
        }
        now = INTERVAL_NANOS;
    }

    private static void answer(Choice choice, int status) {
        Admission admission = Objects.requireNonNull(choice.admission());
        admission.headers(Outcome.response(status, 1), status < 500 ? Verdict.SUCCESS : Verdict.FAILURE, 0);
        admission.end();
    }

    private io.meshclient.time.Timers.Timer taken(Runnable task) {
        pass = task;
        return () -> {};
    }

    @Benchmark
    public void pass() {
        pass.run();
    }
}
