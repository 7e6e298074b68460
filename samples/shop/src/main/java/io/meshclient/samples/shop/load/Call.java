package io.meshclient.samples.shop.load;

import io.meshclient.samples.shop.Service;

/**
 * One call of the load: when it was due, how long its caller waited from then on, and its fate.
 *
 * @param dueMicros from the first arrival of the plan
 * @param latencyMicros from the moment at which the call was due, not from the moment at which a thread took it up
 * @param detail the exception's words, else empty
 */
public record Call(int sequence, long dueMicros, long latencyMicros, Fate fate, String detail) {
    private static final int FIELDS = 5;

    /** The service that was called. */
    public Service service() {
        return Service.ofCall(sequence);
    }

    /** When the caller had its answer or its exception. */
    public long endMicros() {
        return dueMicros + latencyMicros;
    }

    String toLine() {
        return sequence + "," + dueMicros + "," + latencyMicros + "," + fate + ","
                + detail.lines().map(String::strip).reduce("", (a, b) -> a.isEmpty() ? b : a + " | " + b);
    }

    static Call ofLine(String line) {
        String[] fields = line.split(",", FIELDS);
        return new Call(
                Integer.parseInt(fields[0]),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Fate.valueOf(fields[3]),
                fields[4]);
    }
}
