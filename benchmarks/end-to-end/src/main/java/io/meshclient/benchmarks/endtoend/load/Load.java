package io.meshclient.benchmarks.endtoend.load;

import io.meshclient.benchmarks.endtoend.contender.Contender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * A closed loop: each caller calls again as soon as it has its answer, until the time or its number of calls is used
 * up. Clock and allocation are read while all callers stand at a barrier, so both ends of the interval are sharp.
 */
final class Load {
    private static final long GRACE_SECONDS = 60;

    private final Contender contender;
    private final int callers;
    private final Limit limit;
    private final Interval interval = new Interval();

    /** When a caller stops: after a time, or after a number of calls of its own. */
    record Limit(long nanos, long callsPerCaller) {
        static Limit time(long millis) {
            return new Limit(TimeUnit.MILLISECONDS.toNanos(millis), Long.MAX_VALUE);
        }

        static Limit calls(long callsPerCaller) {
            return new Limit(TimeUnit.SECONDS.toNanos(GRACE_SECONDS), callsPerCaller);
        }
    }

    Load(Contender contender, int callers, Limit limit) {
        this.contender = contender;
        this.callers = callers;
        this.limit = limit;
    }

    LoadResult run() throws InterruptedException, ExecutionException, TimeoutException {
        ExecutorService pool = Executors.newFixedThreadPool(callers, task -> {
            Thread thread = new Thread(task, "caller");
            thread.setDaemon(true);
            return thread;
        });
        try {
            return sum(await(start(pool)));
        } finally {
            pool.shutdownNow();
        }
    }

    private List<Future<CallerLog>> start(ExecutorService pool) {
        CyclicBarrier begin = new CyclicBarrier(callers, interval::begin);
        CyclicBarrier end = new CyclicBarrier(callers, interval::end);
        List<Future<CallerLog>> running = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            CallerLog log = new CallerLog();
            running.add(pool.submit(() -> {
                call(log, begin, end);
                return log;
            }));
        }
        return running;
    }

    private void call(CallerLog log, CyclicBarrier begin, CyclicBarrier end)
            throws BrokenBarrierException, InterruptedException {
        begin.await();
        long deadline = interval.beginNanos + limit.nanos;
        while (log.sent < limit.callsPerCaller && System.nanoTime() - deadline < 0) {
            log.record(contender);
        }
        end.await();
    }

    private List<CallerLog> await(List<Future<CallerLog>> running)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<CallerLog> logs = new ArrayList<>();
        for (Future<CallerLog> caller : running) {
            logs.add(caller.get(limit.nanos + TimeUnit.SECONDS.toNanos(GRACE_SECONDS), TimeUnit.NANOSECONDS));
        }
        return logs;
    }

    private LoadResult sum(List<CallerLog> logs) {
        CallerLog total = new CallerLog();
        logs.forEach(total::add);
        Histogram latencies = total.latencies;
        LoadResult.Latency latency =
                new LoadResult.Latency(latencies.getValueAtPercentile(50), latencies.getValueAtPercentile(99));
        return new LoadResult(total.sent, total.errors, interval.nanos(), interval.bytes(), latency);
    }

    /** The measured interval; written in barrier actions, which order it for the callers. */
    private static final class Interval {
        private final AllocatedBytes allocated = new AllocatedBytes();
        private long beginNanos;
        private long endNanos;
        private long bytes;

        void begin() {
            allocated.mark();
            beginNanos = System.nanoTime();
        }

        void end() {
            endNanos = System.nanoTime();
            bytes = allocated.sinceMark();
        }

        long nanos() {
            return endNanos - beginNanos;
        }

        long bytes() {
            return bytes;
        }
    }
}
