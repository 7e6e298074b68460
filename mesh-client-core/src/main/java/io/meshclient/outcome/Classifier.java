package io.meshclient.outcome;

/** Turns an outcome into a verdict. Pure; safe for use by many threads; called once per attempt. */
@FunctionalInterface
public interface Classifier {

    /**
     * Judges one attempt.
     *
     * @param outcome what became of it
     * @return what it means
     */
    Verdict classify(Outcome outcome);
}
