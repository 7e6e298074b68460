package io.meshclient.discovery;

/**
 * A source of endpoints: a registry, a file, a name server. Safe for use by many threads. It tells each listener full sets,
 * in the order in which they became true, and keeps what it knows of differences to itself; {@code DiscoveryContract} of
 * the testkit holds every implementation to that.
 */
public interface Discovery extends AutoCloseable {

    /**
     * Asks for a target's endpoints, from now on. The first set or failure follows as soon as the source has answered, and
     * does not wait for a change.
     *
     * @param target what this source calls the service; a service's {@code discovery-target}
     * @param listener hears the answers; what it throws is logged and harms nobody
     * @return ends the subscription
     * @throws IllegalStateException if the discovery is closed
     */
    Subscription subscribe(String target, Listener listener);

    /** Ends every subscription, connection and thread of this discovery. Closing again does nothing. */
    @Override
    void close();
}
