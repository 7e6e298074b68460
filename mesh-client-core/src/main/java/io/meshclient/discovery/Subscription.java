package io.meshclient.discovery;

/** A listener's stay with a discovery. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

    /** Ends it: once this has returned, no call to the listener begins. Closing again does nothing. */
    @Override
    void close();
}
