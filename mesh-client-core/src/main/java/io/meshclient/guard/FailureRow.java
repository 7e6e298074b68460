package io.meshclient.guard;

import org.jspecify.annotations.Nullable;

/** Failures in a row. Not safe by itself: its owner guards it. */
final class FailureRow {

    private int count;
    private int beforeSuccess;
    private @Nullable Object lastSuccess;

    /**
     * Counts a failure; a row that reaches its limit begins anew, as Envoy's do.
     *
     * @param limit 0 for none
     * @return whether the row has reached it
     */
    boolean failed(int limit) {
        count++;
        boolean reached = limit > 0 && count >= limit;
        if (reached) {
            begin();
        }
        return reached;
    }

    /**
     * Counts a success, which ends the row.
     *
     * @param by whose it is
     */
    void succeeded(Object by) {
        beforeSuccess = count;
        lastSuccess = count == 0 ? null : by; // most end no row: nothing to go on with, and nothing to keep alive
        count = 0;
    }

    /**
     * What had counted as a success has failed after all: the row goes on as if it had always been a failure, unless
     * another success has ended it.
     *
     * @param by whose success it was
     * @param limit 0 for none
     * @return whether the row has reached it
     */
    boolean failedAfterAll(Object by, int limit) {
        if (lastSuccess == by) {
            count += beforeSuccess;
            lastSuccess = null;
        }
        return failed(limit);
    }

    void begin() {
        count = 0;
        lastSuccess = null;
    }
}
