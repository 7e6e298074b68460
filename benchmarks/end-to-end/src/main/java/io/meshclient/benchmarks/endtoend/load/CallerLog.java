package io.meshclient.benchmarks.endtoend.load;

import io.meshclient.benchmarks.endtoend.contender.Contender;
import java.io.IOException;
import org.HdrHistogram.Histogram;

/** What one caller saw; recording allocates nothing. */
final class CallerLog {
    /** 0.1 % of the value: finer than the differences that are reported. */
    private static final int DIGITS = 3;

    private static final long LONGEST_NANOS = 60_000_000_000L;

    final Histogram latencies = new Histogram(LONGEST_NANOS, DIGITS);
    long sent;
    long errors;

    void record(Contender contender) {
        sent++;
        long start = System.nanoTime();
        try {
            contender.call();
            latencies.recordValue(Math.min(System.nanoTime() - start, LONGEST_NANOS));
        } catch (IOException | RuntimeException e) {
            errors++;
            explainFirst(e);
        }
    }

    private void explainFirst(Exception e) {
        if (errors == 1) {
            System.err.println("first error of a caller: " + e);
        }
    }

    void add(CallerLog other) {
        latencies.add(other.latencies);
        sent += other.sent;
        errors += other.errors;
    }
}
