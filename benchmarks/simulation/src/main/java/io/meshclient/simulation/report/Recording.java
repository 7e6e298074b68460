package io.meshclient.simulation.report;

import io.meshclient.time.Internal;
import java.util.Arrays;

/** What happened in one run: every call with its time and latency, and every server's attempts by time. */
@Internal
public final class Recording {

    /** The resolution of everything over time: 100 ms. */
    public static final long SLICE_NANOS = 100_000_000L;

    private final int[][] attempts;
    private final int slices;
    private long[] starts = new long[1 << 12];
    private long[] latencies = new long[1 << 12];
    private boolean[] lost = new boolean[1 << 12];
    private int calls;
    private long events;

    /**
     * Nothing has happened.
     *
     * @param servers how many there are
     * @param nanos how long the load lasts
     */
    public Recording(int servers, long nanos) {
        slices = (int) ((nanos + SLICE_NANOS - 1) / SLICE_NANOS);
        attempts = new int[servers][slices];
    }

    /**
     * An attempt began.
     *
     * @param server whom it goes to
     * @param now the time
     */
    public void attempt(int server, long now) {
        int slice = (int) (now / SLICE_NANOS);
        if (slice < slices) { // what comes after the load's end belongs to no time that is looked at
            attempts[server][slice]++;
        }
    }

    /**
     * A call ended.
     *
     * @param start when it began
     * @param now when it ended
     * @param isLost whether it failed: no response, or a status of 500 or more
     */
    public void call(long start, long now, boolean isLost) {
        if (calls == starts.length) {
            starts = Arrays.copyOf(starts, calls * 2);
            latencies = Arrays.copyOf(latencies, calls * 2);
            lost = Arrays.copyOf(lost, calls * 2);
        }
        starts[calls] = start;
        latencies[calls] = now - start;
        lost[calls++] = isLost;
    }

    /**
     * The run is over.
     *
     * @param handled events of the loop
     */
    public void ended(long handled) {
        events = handled;
    }

    /**
     * Events of the loop.
     *
     * @return a count
     */
    public long events() {
        return events;
    }

    int slices() {
        return slices;
    }

    int servers() {
        return attempts.length;
    }

    /** Attempts that began in a slice. */
    int attempts(int server, int slice) {
        return attempts[server][slice];
    }

    int calls() {
        return calls;
    }

    long start(int call) {
        return starts[call];
    }

    long latency(int call) {
        return latencies[call];
    }

    boolean isLost(int call) {
        return lost[call];
    }
}
