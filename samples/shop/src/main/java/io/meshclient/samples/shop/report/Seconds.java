package io.meshclient.samples.shop.report;

import io.meshclient.samples.shop.load.Reading;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Arithmetic with the counted seconds: second 0 begins when the warm-up is over. */
record Seconds(int warmUp, int counted) {
    private static final long MICROS = 1_000_000;

    /** Whether a time since the first arrival lies in the counted time. */
    boolean counts(long micros) {
        long second = Math.floorDiv(micros, MICROS);
        return warmUp <= second && second < warmUp + counted;
    }

    /** The counted second in which a time since the first arrival lies; it may be negative or too large. */
    int index(long micros) {
        return (int) Math.floorDiv(micros, MICROS) - warmUp;
    }

    /** What a growing number gained in each counted second; what it gained after the last one goes to the last. */
    long[] gains(List<Reading> readings, ToLongFunction<Reading> value) {
        NavigableMap<Integer, Long> known = new TreeMap<>();
        known.put(Integer.MIN_VALUE, 0L);
        readings.forEach(reading -> known.merge(reading.second() - warmUp, value.applyAsLong(reading), Math::max));
        long[] gains = new long[counted];
        for (int second = 0; second < counted; second++) {
            int end = second == counted - 1 ? Integer.MAX_VALUE : second + 1;
            gains[second] = at(known, end) - at(known, second);
        }
        return gains;
    }

    private static long at(NavigableMap<Integer, Long> known, int second) {
        return known.floorEntry(second).getValue();
    }
}
