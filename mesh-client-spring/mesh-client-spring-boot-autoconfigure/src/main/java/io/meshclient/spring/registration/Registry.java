package io.meshclient.spring.registration;

import java.io.IOException;

/**
 * Where this instance has its entry. Each call asks the registry and waits for its answer, within a time-out; one thread
 * makes them. {@link #beginLeaving} and {@link #close} come from any thread.
 */
interface Registry extends AutoCloseable {

    /** Its name and address as people may see them: no passwords. */
    String label();

    /** Makes the entry, or makes it anew; it may be there. */
    void register(Presence presence) throws IOException;

    /** Changes what the entry says; false if there is none. */
    boolean change(Presence presence) throws IOException;

    /** Says that this instance still runs; false if there is no entry. */
    boolean renew(Presence presence) throws IOException;

    /** Takes the entry away; that there is none is no failure. */
    void deregister() throws IOException;

    /** Cancels what is under way: from here on only {@link #deregister} is sent. */
    void beginLeaving();

    /** Cancels everything and lets connections go. */
    @Override
    void close();
}
