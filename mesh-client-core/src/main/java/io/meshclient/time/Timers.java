package io.meshclient.time;

/**
 * Runs short tasks later. Safe for use by many threads; tasks must not block, and an exception of a task reaches nobody
 * but a log line.
 */
public interface Timers {

    /**
     * Runs {@code task} once, {@code delayNanos} from now; at once when that is not positive.
     *
     * @param delayNanos nanoseconds from now
     * @param task what to run, on a thread of the timers
     * @return a handle that can take the task back
     */
    Timer schedule(long delayNanos, Runnable task);

    /** A task that is due later. */
    @FunctionalInterface
    interface Timer {

        /** Takes the task back if it has not started; otherwise does nothing. */
        void cancel();
    }
}
