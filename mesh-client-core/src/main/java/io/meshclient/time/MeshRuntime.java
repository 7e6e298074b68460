package io.meshclient.time;

import static java.util.Objects.requireNonNull;

/**
 * What the mesh takes from the machine besides the network: time, timers and randomness. Tests and simulations pass
 * fakes, and every decision becomes repeatable.
 *
 * @param ticker reads the time
 * @param timers runs tasks later
 * @param random the source of every random choice
 */
public record MeshRuntime(Ticker ticker, Timers timers, RandomSource random) implements AutoCloseable {

    /** Checks that nothing is missing. */
    public MeshRuntime {
        requireNonNull(ticker, "ticker");
        requireNonNull(timers, "timers");
        requireNonNull(random, "random");
    }

    /**
     * The machine's clock and randomness, and timers on one daemon thread that {@link #close()} ends.
     *
     * @return a new runtime
     */
    public static MeshRuntime system() {
        return new MeshRuntime(Ticker.system(), new SystemTimers("mesh-client-timers"), RandomSource.system());
    }

    /** Ends the timers' thread, if this runtime has one; later tasks are dropped. */
    @Override
    public void close() {
        if (timers instanceof SystemTimers own) {
            own.close();
        }
    }
}
