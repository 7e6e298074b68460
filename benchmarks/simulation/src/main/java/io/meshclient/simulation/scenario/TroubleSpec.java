package io.meshclient.simulation.scenario;

import io.meshclient.time.Internal;
import java.util.List;

/**
 * Something that goes wrong for a while. Times are nanoseconds. Immutable.
 *
 * @param kind what
 * @param servers the indexes of those whom it hits
 * @param label for charts
 * @param at when it begins
 * @param length how long it lasts
 * @param factor with {@link Kind#SLOW}
 * @param status with {@link Kind#FAIL}
 * @param share with {@link Kind#FAIL}, 0 to 1
 * @param after with {@link Kind#FAIL}; −1 for a worker's usual time
 * @param retryAfter with {@link Kind#FAIL}; −1 for none
 */
@Internal
public record TroubleSpec(
        Kind kind,
        List<Integer> servers,
        String label,
        long at,
        long length,
        double factor,
        int status,
        double share,
        long after,
        long retryAfter) {

    /** What can go wrong. */
    public enum Kind {
        /** Work takes longer. */
        SLOW,
        /** Requests are answered with an error. */
        FAIL,
        /** The process stands still. */
        STALL,
        /** The process is gone, and starts anew afterwards. */
        DOWN,
        /** No packet comes through. */
        UNREACHABLE
    }

    /** Copies the list. */
    public TroubleSpec {
        servers = List.copyOf(servers);
    }

    /**
     * When it is over.
     *
     * @return nanoseconds
     */
    public long end() {
        return at + length;
    }
}
