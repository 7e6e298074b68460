package io.meshclient.benchmarks.micro;

import io.meshclient.cluster.Choice;
import io.meshclient.cluster.Cluster;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.AdmissionAlgorithm;
import io.meshclient.policy.CallPriority;
import io.meshclient.policy.LimitAlgorithm;
import io.meshclient.policy.ServiceConfig;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

/**
 * What each guard costs when it is on, beside a service that has none: a call's entry with what it gives back, an attempt's whole
 * life under limits, and refusals. Not final: JMH extends it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GuardBenchmark {
    private static final int KEYS = 1_000;

    private final Service off = service(orders -> {});
    private final Service limited = service(orders -> orders.limit(
            limit -> limit.serviceAlgorithm(LimitAlgorithm.GRADIENT2).endpointAlgorithm(LimitAlgorithm.GRADIENT2)));
    private final Service admitted =
            service(orders -> orders.admission(admission -> admission.algorithm(AdmissionAlgorithm.ENVOY)));
    private final Service rated = service(orders -> orders.rateLimit(rate -> rate.calls(1_000_000)));
    private final Service broken = service(orders -> orders.breaker(breaker -> breaker.enabled(true)));
    private final Service full = service(orders -> orders.limit(limit -> limit.serviceAlgorithm(LimitAlgorithm.STATIC)
            .serviceInitial(1)
            .endpointAlgorithm(LimitAlgorithm.STATIC)
            .endpointInitial(1)));
    private int turn;

    private static Service service(Consumer<ServiceConfig.Builder> edit) {
        return new Service(3, edit);
    }

    /** Every place of the full service is taken, and stays so. */
    @Setup(Level.Trial)
    public void fill() {
        full.cluster().enter(CallPriority.CRITICAL, 0, full.now());
        for (int i = 0; i < 3; i++) {
            if (full.cluster().admit(full.newCall(), full.now()).admission() == null) {
                throw new IllegalStateException("refused too early");
            }
        }
        if (refusedByService() != RefusalReason.LIMIT_REACHED
                || refusedByEndpoints().admission() != null) {
            throw new IllegalStateException("not refused");
        }
    }

    @TearDown(Level.Trial)
    public void stop() {
        for (Service service : new Service[] {off, limited, admitted, rated, broken, full}) {
            service.close();
        }
    }

    private static @Nullable RefusalReason enter(Service service, long key) {
        Cluster cluster = service.cluster();
        RefusalReason reason = cluster.enter(CallPriority.DEFAULT, key, service.now());
        if (reason == null) {
            cluster.calls().giveBack();
        }
        return reason;
    }

    @Benchmark
    public @Nullable RefusalReason entryOff() {
        return enter(off, 0);
    }

    @Benchmark
    public @Nullable RefusalReason entryLimit() {
        return enter(limited, 0);
    }

    @Benchmark
    public @Nullable RefusalReason entryAdmission() {
        return enter(admitted, 0);
    }

    @Benchmark
    public @Nullable RefusalReason entryRate() {
        return enter(rated, 0);
    }

    @Benchmark
    public @Nullable RefusalReason entryRateByKey() {
        return enter(rated, turn++ % KEYS);
    }

    @Benchmark
    public Choice attemptOff() {
        return off.attempt(off.newCall(), off.now());
    }

    @Benchmark
    public Choice attemptLimits() {
        return limited.attempt(limited.newCall(), limited.now());
    }

    @Benchmark
    public Choice attemptAdmission() {
        return admitted.attempt(admitted.newCall(), admitted.now());
    }

    @Benchmark
    public boolean attemptBreaker() {
        var breaker = Objects.requireNonNull(broken.cluster().breaker());
        boolean allowed = breaker.tryAcquire();
        breaker.learn(Outcome.response(200, 1_000_000), Verdict.SUCCESS);
        return allowed;
    }

    @Benchmark
    public @Nullable RefusalReason refusedByService() {
        return enter(full, 0);
    }

    @Benchmark
    public Choice refusedByEndpoints() {
        return full.cluster().admit(full.newCall(), full.now());
    }
}
