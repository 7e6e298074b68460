package io.meshclient.benchmarks.micro;

import io.meshclient.balance.Balancer;
import io.meshclient.balance.BalancerSettings;
import io.meshclient.balance.PickArgs;
import io.meshclient.balance.Picker;
import io.meshclient.cluster.EndpointState;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.stats.LoadReport;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/**
 * Every balancer over the library's own endpoint states, all of weight 1: the choice, and the change of one endpoint,
 * which builds the next picker. Hashing policies search for another hash each time; with prequal every choice is
 * followed by a report of the chosen. Not final: JMH extends it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PolicyBenchmark {
    private static final LoadReport REPORT =
            new LoadReport(Map.of(LoadReport.IN_FLIGHT, 3.0, LoadReport.LATENCY, 10.0));

    @Param({"peak-ewma", "round-robin", "random", "least-request", "ring-hash", "maglev", "orca", "prequal"})
    public String policy = "";

    @Param({"3", "100", "10000"})
    public int endpoints;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private Service service;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private Service changing;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private Balancer balancer;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private Picker<EndpointState> picker;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private EndpointSet[] sets;

    private int turn;
    private boolean reports;

    @Setup(Level.Trial)
    public void start() {
        service = new Service(endpoints);
        balancer = new Balancer(BalancerSettings.of(policy), service.runtime().random());
        reports = policy.equals("prequal");
        picker = balancer.picker(service.warmStates(), service.now());
        changing = new Service(endpoints, policy);
        sets = new EndpointSet[] {changing.withAnotherLast(0), changing.withAnotherLast(1)};
    }

    @TearDown(Level.Trial)
    public void stop() {
        service.close();
        changing.close();
    }

    /** A call's side of the pick. */
    @State(Scope.Thread)
    public static class Call {
        @SuppressWarnings("NullAway.Init") // Set by start.
        private PickArgs args;

        private long now;

        @Setup(Level.Iteration)
        public void start(PolicyBenchmark benchmark) {
            args = benchmark.service.newCall();
            now = benchmark.service.now();
            args.at(now, false, true);
        }
    }

    private @Nullable EndpointState pickFor(Call call) {
        EndpointState picked = picker.pick(call.args);
        if (reports && picked != null) {
            balancer.ended(picked, REPORT, false, call.now);
        }
        return picked;
    }

    @Benchmark
    public @Nullable EndpointState pick(Call call) {
        return pickFor(call);
    }

    @Benchmark
    @Threads(2)
    public @Nullable EndpointState pickWithTwoThreads(Call call) {
        return pickFor(call);
    }

    /** One endpoint goes and another comes; the set itself is the source's to make. */
    @Benchmark
    public void updateOne() {
        changing.update(sets[turn ^= 1]);
    }
}
