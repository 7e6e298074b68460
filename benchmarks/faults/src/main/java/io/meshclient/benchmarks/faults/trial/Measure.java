package io.meshclient.benchmarks.faults.trial;

import java.time.Duration;
import java.util.Locale;

/**
 * A number that is held against a bound: it may be as great, and no greater.
 *
 * @param what what was measured
 * @param value what came out
 * @param bound the most that it may be
 * @param unit stands behind both, with its space if it has one
 */
public record Measure(String what, double value, double bound, String unit) {

    private static final double MILLIS = 1e6;
    private static final String FACT = " (a fact)";

    /** A time, in milliseconds. */
    public static Measure time(String what, long nanos, Duration bound) {
        return new Measure(what, nanos / MILLIS, bound.toNanos() / MILLIS, " ms");
    }

    /** Something that is counted. */
    public static Measure count(String what, long value, long bound) {
        return new Measure(what, value, bound, "");
    }

    /** Something that must be so; 0 if it is, 1 if it is not. */
    public static Measure holds(String what, boolean so) {
        return new Measure(what, so ? 0 : 1, 0, FACT);
    }

    /** Whether this is nothing that has a size. */
    public boolean isFact() {
        return unit.equals(FACT);
    }

    public boolean isMet() {
        return value <= bound;
    }

    /** Such as {@code slowest 1032 ms (≤ 2000 ms)}. */
    @Override
    public String toString() {
        if (isFact()) {
            return isMet() ? what : "not so: " + what;
        }
        return "%s %s (≤ %s)".formatted(what, number(value) + unit, number(bound) + unit);
    }

    private static String number(double value) {
        boolean whole = value == Math.rint(value) || Math.abs(value) >= 10;
        return String.format(Locale.ROOT, whole ? "%,.0f" : "%.2f", value);
    }
}
