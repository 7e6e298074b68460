package io.meshclient.benchmarks.faults.trouble;

import io.meshclient.benchmarks.faults.trial.Trial;
import java.time.Duration;

/**
 * The most that calls may lose beside two good endpoints.
 *
 * @param calls in the long form; a fifth of them in the short one
 * @param lost how many of them at most
 * @param latest the latest of all
 */
record Most(int calls, int lost, Wait latest) {

    private static final int CALLS = 400;

    static Most none(Wait wait) {
        return new Most(CALLS, 0, wait);
    }

    static Most lost(int lost, Wait wait) {
        return new Most(CALLS, lost, wait);
    }

    Duration within(Trial trial) {
        return latest.bound(trial);
    }

    @Override
    public String toString() {
        return (lost == 0 ? "none lost" : "at most " + lost + " lost") + ", each " + latest;
    }
}
