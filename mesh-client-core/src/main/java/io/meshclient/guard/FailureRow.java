package io.meshclient.guard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Failures in a row. A success ends the row, but it may turn out to be none when its body breaks; until then other calls may
 * have begun and succeeded in the same way. So each row that was ended is kept behind the success that ended it, and goes on with what
 * came after when that success has failed after all. Not safe by itself: its owner guards it.
 */
final class FailureRow {

    /** Successes that are kept while there are failures between them: more calls than that under way at one endpoint are rare. */
    private static final int MOST_KEPT = 256;

    private int count;
    private @Nullable List<Success> ended; // oldest first; most endpoints never need one

    private static final class Success {
        private final Object by;
        private int before;

        Success(Object by, int before) {
            this.by = by;
            this.before = before;
        }
    }

    /**
     * Counts a failure; a row that reaches its limit begins anew, as Envoy's do.
     *
     * @param limit 0 for none
     * @return whether the row has reached it
     */
    boolean failed(int limit) {
        count++;
        return reached(count, limit);
    }

    /**
     * Counts a success, which ends the row.
     *
     * @param by whose it is
     */
    void succeeded(Object by) {
        if (count == 0 && ended == null) {
            return; // most end no row: nothing to go on with, and nothing to keep alive
        }
        List<Success> all = ended == null ? new ArrayList<>(2) : ended;
        all.add(new Success(by, count));
        count = 0;
        int useless = all.size() > MOST_KEPT ? 1 : 0;
        while (useless < all.size() && all.get(useless).before == 0) {
            useless++; // nothing goes on behind it
        }
        all.subList(0, useless).clear();
        ended = all.isEmpty() ? null : all;
    }

    /**
     * What had counted as a success has failed after all: the row that it ended goes on, up to the next success that
     * stands.
     *
     * @param by whose success it was
     * @param limit 0 for none
     * @return whether a row has reached it
     */
    boolean failedAfterAll(Object by, int limit) {
        return failed(limit) || reached(goOn(by), limit);
    }

    /** How long the row is that goes on; 0 if there is none. */
    private int goOn(Object by) {
        List<Success> all = ended;
        for (int i = 0; all != null && i < all.size(); i++) {
            if (all.get(i).by == by) {
                int before = all.remove(i).before;
                if (i < all.size()) {
                    return all.get(i).before += before;
                }
                ended = all.isEmpty() ? null : all;
                return count += before;
            }
        }
        return 0;
    }

    private boolean reached(int length, int limit) {
        boolean reached = limit > 0 && length >= limit;
        if (reached) {
            begin();
        }
        return reached;
    }

    void begin() {
        count = 0;
        ended = null;
    }
}
