package io.meshclient.benchmarks.micro;

import io.meshclient.outcome.MeshRefusedException;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.policy.CallPriority;
import io.meshclient.policy.LimitAlgorithm;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A refused call from the caller's side, with its report, its exception and that one's stack trace. Not final: JMH extends it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RefusedCallBenchmark {
    private final ShortCircuitMesh full = ShortCircuitMesh.with(orders ->
            orders.limit(limit -> limit.serviceAlgorithm(LimitAlgorithm.STATIC).serviceInitial(1)));
    private final OkHttpClient client = full.client();

    /** The one place is taken, and stays so. */
    @Setup(Level.Trial)
    public void fill() throws IOException {
        full.cluster().enter(CallPriority.CRITICAL, 0, full.runtime().ticker().nanos());
        if (refused() != RefusalReason.LIMIT_REACHED) {
            throw new IllegalStateException("not refused");
        }
    }

    @TearDown(Level.Trial)
    public void stop() {
        full.close();
    }

    @Benchmark
    public @Nullable RefusalReason refused() throws IOException {
        try (Response response = client.newCall(CallBenchmark.request()).execute()) {
            return null;
        } catch (MeshRefusedException e) {
            return e.reason();
        }
    }
}
