package io.meshclient.benchmarks.faults.target;

import io.meshclient.benchmarks.faults.trial.Measure;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** Sentences and measures that several rows share. */
final class Words {

    /** The heading of all rows with servers that are processes. */
    static final String GROUP = "500 calls a second to three processes";

    private static final double MILLIS = 1e6;
    private static final int MOST_CHARACTERS = 200;

    private Words() {}

    /** How many calls there were, and how many were lost, of each kind. */
    static String lost(Calls calls) {
        return String.format(
                Locale.ROOT,
                "%,d calls, lost %s GETs and %s POSTs%s",
                calls.count(),
                ofAll(calls.idempotent()),
                ofAll(calls.notIdempotent()),
                calls.lost().count() == 0 ? "" : " (first: `" + inShort(calls.firstLoss()) + "`)");
    }

    /** Enough of a message to know it by. */
    static String inShort(String message) {
        return message.length() <= MOST_CHARACTERS ? message : message.substring(0, MOST_CHARACTERS) + "…";
    }

    private static String ofAll(Calls calls) {
        return String.format(Locale.ROOT, "%,d of %,d", calls.lost().count(), calls.count());
    }

    static String amplification(Calls calls) {
        return String.format(Locale.ROOT, "attempts ÷ calls %.3f", calls.amplification());
    }

    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%,.0f ms", nanos / MILLIS);
    }

    static Measure getsLost(Calls calls) {
        return Measure.count("GETs lost", calls.idempotent().lost().count(), 0);
    }

    /** A moment that may not have come while anybody looked, which counts as the end of the search. */
    static Measure time(String what, OptionalLong nanos, long looked, Duration bound) {
        return Measure.time(nanos.isPresent() ? what : what + " not", nanos.orElse(looked), bound);
    }

    /**
     * The most that the 99th percentile of a second may be to count as normal: twice what it was before and 20 ms, the
     * latter for the machine; a second at most, so that nothing counts as normal where nothing was normal before.
     */
    static long normalBound(long before) {
        return Math.min(
                Duration.ofSeconds(1).toNanos(),
                2 * before + Duration.ofMillis(20).toNanos());
    }
}
