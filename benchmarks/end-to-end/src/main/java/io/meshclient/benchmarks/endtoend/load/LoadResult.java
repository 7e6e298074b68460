package io.meshclient.benchmarks.endtoend.load;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What a load did, as the calling process saw it; one line of text between the processes. */
public record LoadResult(long sent, long errors, long elapsedNanos, long bytes, Latency latency) {
    /** Nanoseconds; successful calls only. */
    public record Latency(long p50, long p99) {}

    String toLine() {
        return "sent=%d errors=%d elapsed=%d bytes=%d p50=%d p99=%d"
                .formatted(sent, errors, elapsedNanos, bytes, latency.p50, latency.p99);
    }

    static LoadResult parse(String line) {
        Map<String, Long> values = Arrays.stream(line.split(" ", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Long.valueOf(pair[1])));
        Latency latency = new Latency(value(values, "p50"), value(values, "p99"));
        return new LoadResult(
                value(values, "sent"),
                value(values, "errors"),
                value(values, "elapsed"),
                value(values, "bytes"),
                latency);
    }

    private static long value(Map<String, Long> values, String name) {
        Long value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name + " in " + values);
        }
        return value;
    }
}
