package io.meshclient.time;

/** A source of time. Safe for use by many threads. */
public interface Ticker {

    /**
     * A monotonic reading, with an arbitrary origin; only differences mean something.
     *
     * @return nanoseconds
     */
    long nanos();

    /**
     * The wall clock, for dates that servers send ({@code Retry-After}); never used to measure.
     *
     * @return milliseconds since 1970-01-01T00:00Z
     */
    long epochMillis();

    /**
     * The clock of the machine.
     *
     * @return the one shared instance
     */
    static Ticker system() {
        return SystemTicker.INSTANCE;
    }
}
