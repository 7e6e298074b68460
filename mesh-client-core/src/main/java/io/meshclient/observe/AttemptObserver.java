package io.meshclient.observe;

import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.Verdict;

/** Hears one attempt. */
@FunctionalInterface
public interface AttemptObserver {

    /** Hears nothing. */
    AttemptObserver NONE = (outcome, verdict) -> {};

    /**
     * The attempt's headers came, or it failed before them. Called exactly once.
     *
     * @param outcome what became of it
     * @param verdict what that means
     */
    void attemptEnded(Outcome outcome, Verdict verdict);
}
