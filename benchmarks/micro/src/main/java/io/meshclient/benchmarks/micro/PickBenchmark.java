package io.meshclient.benchmarks.micro;

import io.meshclient.balance.PickArgs;
import io.meshclient.balance.Picker;
import io.meshclient.balance.Pickers;
import io.meshclient.cluster.EndpointState;
import java.util.List;
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
 * The choice of one of many by P2C peak EWMA over the library's own endpoint states. The time is given, as it is in a
 * call, which reads the clock once for several purposes. Not final: JMH extends it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PickBenchmark {
    private static final String POLICY = "peak-ewma";

    /** A new picker every 10 ms: a hundred changes of the endpoints a second. */
    private static final long CHURN_MILLIS = 10;

    @Param({"3", "100", "10000"})
    public int endpoints;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private Service service;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private Picker<EndpointState> steady;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private volatile Picker<EndpointState> churned;

    @SuppressWarnings("NullAway.Init") // Set by start.
    private List<EndpointState> states;

    @Setup(Level.Trial)
    public void start() {
        service = new Service(endpoints);
        states = service.warmStates();
        steady = newPicker();
        churned = newPicker();
    }

    private Picker<EndpointState> newPicker() {
        return Pickers.build(POLICY, states, service.runtime().random());
    }

    @TearDown(Level.Trial)
    public void stop() {
        service.close();
    }

    /** A call's side of the pick. */
    @State(Scope.Thread)
    public static class Call {
        @SuppressWarnings("NullAway.Init") // Set by start.
        private PickArgs args;

        @Setup(Level.Iteration)
        public void start(PickBenchmark benchmark) {
            args = benchmark.service.newCall();
            args.at(benchmark.service.now(), false, true);
        }
    }

    /** A thread that swaps the picker while others pick; only the benchmarks that name it start it. */
    @State(Scope.Benchmark)
    public static class Churn {
        private volatile boolean running;

        @SuppressWarnings("NullAway.Init") // Set by start.
        private Thread thread;

        @Setup(Level.Iteration)
        public void start(PickBenchmark benchmark) {
            running = true;
            thread = new Thread(() -> churn(benchmark), "churn");
            thread.setDaemon(true);
            thread.start();
        }

        private void churn(PickBenchmark benchmark) {
            while (running) {
                benchmark.churned = benchmark.newPicker();
                try {
                    Thread.sleep(CHURN_MILLIS);
                } catch (InterruptedException end) {
                    return;
                }
            }
        }

        @TearDown(Level.Iteration)
        public void stop() throws InterruptedException {
            running = false;
            thread.interrupt();
            thread.join();
        }
    }

    @Benchmark
    public @Nullable EndpointState pick(Call call) {
        return steady.pick(call.args);
    }

    @Benchmark
    @Threads(2)
    public @Nullable EndpointState pickWithTwoThreads(Call call) {
        return steady.pick(call.args);
    }

    @Benchmark
    public @Nullable EndpointState pickUnderChurn(Call call, Churn churn) {
        return churned.pick(call.args);
    }
}
