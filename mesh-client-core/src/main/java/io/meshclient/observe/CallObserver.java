package io.meshclient.observe;

/** Hears one call. Its methods are called one after another, possibly on different threads. */
public interface CallObserver {

    /** Hears nothing. */
    CallObserver NONE = new CallObserver() {};

    /**
     * An attempt was admitted by its endpoint and is about to be sent.
     *
     * @param event its facts, and the way to add request headers to it
     * @return who hears the rest of this attempt; {@link AttemptObserver#NONE} for nobody
     */
    default AttemptObserver attemptStarted(AttemptStarted event) {
        return AttemptObserver.NONE;
    }

    /**
     * The call ended: at its response's headers, or with its failure. Called exactly once.
     *
     * @param event its facts
     */
    default void callEnded(CallEnded event) {}
}
