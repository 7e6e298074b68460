package io.meshclient.benchmarks.faults.target;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Calls in the order in which they should have begun, and what can be said of them. Immutable. */
final class Calls {

    /** Long enough that its 99th percentile is more than its slowest call: the fifth slowest of 500. */
    private static final long WINDOW = Duration.ofSeconds(1).toNanos();

    private static final long STEP = Duration.ofMillis(100).toNanos();

    private final List<Call> calls;

    Calls(List<Call> calls) {
        this.calls = calls.stream()
                .sorted(Comparator.comparingLong(Call::startNanos))
                .toList();
    }

    int count() {
        return calls.size();
    }

    Calls where(Predicate<Call> which) {
        return new Calls(calls.stream().filter(which).toList());
    }

    /** Those that should have begun from one moment up to another, in nanoseconds since the load began. */
    Calls between(long from, long to) {
        return where(call -> call.startNanos() >= from && call.startNanos() < to);
    }

    Calls idempotent() {
        return where(Call::idempotent);
    }

    Calls notIdempotent() {
        return where(call -> !call.idempotent());
    }

    Calls slowerThan(Duration time) {
        return where(call -> call.latencyNanos() > time.toNanos());
    }

    Calls lost() {
        return where(Call::isLost);
    }

    /** Why the first of the lost ones was lost. */
    String firstLoss() {
        return calls.stream()
                .filter(Call::isLost)
                .map(call -> String.valueOf(call.loss()))
                .findFirst()
                .orElse("");
    }

    /** Attempts ÷ calls; 1 if there are no calls. */
    double amplification() {
        long attempts = calls.stream().mapToLong(Call::attempts).sum();
        return calls.isEmpty() ? 1 : (double) attempts / calls.size();
    }

    /** A percentile of the latency by the nearest rank, in nanoseconds; 0 if there are no calls. */
    long latency(double percent) {
        long[] sorted = calls.stream().mapToLong(Call::latencyNanos).sorted().toArray();
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted.length == 0 ? 0 : sorted[Math.max(0, rank - 1)];
    }

    /** The share of calls that this endpoint was the last to be asked, 0 to 1. */
    double share(String endpoint) {
        long its =
                calls.stream().filter(call -> endpoint.equals(call.endpoint())).count();
        return calls.isEmpty() ? 0 : (double) its / calls.size();
    }

    /**
     * How long after a moment a second begins of whose calls something holds; looked for in steps of 100 ms, in whole seconds
     * that are over by another moment.
     *
     * @return in nanoseconds; empty if there is no such second
     */
    OptionalLong untilSecondOf(long from, long to, Predicate<Calls> holds) {
        for (long start = from; start + WINDOW <= to; start += STEP) {
            if (holds.test(between(start, start + WINDOW))) {
                return OptionalLong.of(start - from);
            }
        }
        return OptionalLong.empty();
    }
}
