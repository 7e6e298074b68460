package io.meshclient.benchmarks.endtoend;

import io.meshclient.benchmarks.endtoend.contender.ContenderName;
import io.meshclient.benchmarks.endtoend.load.LoadResult;
import io.meshclient.benchmarks.endtoend.load.WorkerProcess;
import io.meshclient.benchmarks.endtoend.report.Metric;
import io.meshclient.benchmarks.endtoend.report.Mode;
import io.meshclient.benchmarks.endtoend.report.Sample;
import io.meshclient.benchmarks.endtoend.stand.Backends;
import io.meshclient.benchmarks.endtoend.stand.Sidecars;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One contender's turn in one round: warm up, then both modes, in a process that nobody used before. */
record Turn(int round, ContenderName contender, Plan plan) {
    private static final int WARM_UP_CALLERS = 8;

    List<Sample> run(Backends backends, Sidecars sidecars, WorkerProcess worker) throws IOException {
        worker.runFor(WARM_UP_CALLERS, plan.warmUpMillis());
        List<Sample> samples = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            worker.runFor(mode.callers(), plan.settleMillis());
            samples.add(measure(mode, backends, sidecars, worker));
        }
        return samples;
    }

    /** All calls have ended before the first and before the last count is taken, so sent and served can be compared. */
    private Sample measure(Mode mode, Backends backends, Sidecars sidecars, WorkerProcess worker) throws IOException {
        Backends.Tally tally = backends.tally();
        long sidecarCpu = sidecars.cpuMicros();
        long clientCpu = worker.cpuMicros();
        LoadResult load = worker.runFor(mode.callers(), plan.measureMillis());
        clientCpu = worker.cpuMicros() - clientCpu;
        sidecarCpu = sidecars.cpuMicros() - sidecarCpu;
        double served = tally.served().stream().mapToLong(Long::longValue).sum();

        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        values.put(Metric.SERVED, served);
        values.put(Metric.CPU_US, (clientCpu + sidecarCpu) / (double) load.sent());
        values.put(Metric.SIDECAR_CPU_US, sidecarCpu / (double) load.sent());
        values.put(Metric.RSS_MIB, sidecars.rssMebibytes());
        putClientSide(load, values);
        return new Sample(round, mode, contender.label(), values);
    }

    private static void putClientSide(LoadResult load, Map<Metric, Double> values) {
        values.put(Metric.P50_US, load.latency().p50() / 1e3);
        values.put(Metric.P99_US, load.latency().p99() / 1e3);
        values.put(Metric.RPS, load.sent() / (load.elapsedNanos() / 1e9));
        values.put(Metric.BYTES, load.bytes() / (double) load.sent());
        values.put(Metric.ERRORS, (double) load.errors());
        values.put(Metric.SENT, (double) load.sent());
    }
}
