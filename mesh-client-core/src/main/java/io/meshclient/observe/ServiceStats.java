package io.meshclient.observe;

/**
 * What can be asked of a service at any moment, for gauges. Safe for use by many threads; each method is quick, never
 * blocks, and goes on to answer after the service is gone.
 */
public interface ServiceStats {

    /**
     * The calls that hold a place under the service's cap: from their start to the end of their response's body.
     *
     * @return 0 or more
     */
    int inFlight();

    /**
     * How many calls may hold such a place at this moment: the service's limit, or its cap if that is less.
     *
     * @return 0 if there is neither
     */
    default int limit() {
        return 0;
    }

    /**
     * How many endpoints are in a status. Each endpoint has exactly one.
     *
     * @param status which
     * @return 0 or more
     */
    int endpoints(EndpointStatus status);

    /**
     * Whether an endpoint belongs to the service now; what is kept for one that does not can go.
     *
     * @param endpoint its key, {@code host:port}
     * @return true if it does
     */
    boolean hasEndpoint(String endpoint);

    /**
     * How old the list of endpoints is: how long its source has failed to confirm it.
     *
     * @return nanoseconds; 0 while the source works
     */
    long ageNanos();
}
