package io.meshclient.benchmarks.endtoend.stand;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A bounded wait for a server to come up. */
final class Await {
    private static final long PAUSE_MILLIS = 20;

    private Await() {}

    /** A question that may fail as long as the server is not up. */
    interface Probe {
        boolean isUp() throws IOException;
    }

    static void until(Duration longest, BooleanSupplier alive, Probe probe, String what) throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        while (!up(probe)) {
            if (!alive.getAsBoolean()) {
                throw new IOException("ended at its start: " + what);
            }
            if (System.nanoTime() - end > 0) {
                throw new IOException("not up after " + longest.toSeconds() + " s: " + what);
            }
            pause();
        }
    }

    private static boolean up(Probe probe) {
        try {
            return probe.isUp();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
