package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.trial.Seen;
import io.meshclient.benchmarks.faults.trial.Trial;
import java.time.Duration;
import java.util.List;

/**
 * What one call is to see.
 *
 * @param what as {@link Seen#inShort()} says it; several, if it depends on the machine, with {@code or} between
 * @param latest the latest
 */
record Expected(String what, Wait latest) {

    /** An exception of the mesh, and how the last attempt ended. */
    static Expected failure(String exception, String attempt, Wait wait) {
        return new Expected("`" + exception + "` after " + attempt, wait);
    }

    static Expected answer(Wait wait) {
        return new Expected("status 200", wait);
    }

    boolean isWhat(Seen seen) {
        return List.of(what.split(" or ", -1)).contains(seen.inShort());
    }

    Duration within(Trial trial) {
        return latest.bound(trial);
    }

    @Override
    public String toString() {
        return what + " " + latest;
    }
}
