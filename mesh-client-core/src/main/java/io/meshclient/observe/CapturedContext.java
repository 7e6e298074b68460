package io.meshclient.observe;

/** A thread's context, ready to be restored on another thread, any number of times. */
@FunctionalInterface
public interface CapturedContext {

    /**
     * Makes the context current on this thread.
     *
     * @return ends it again, on the same thread
     */
    Scope restore();

    /** A context that is current until it is closed. */
    @FunctionalInterface
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
