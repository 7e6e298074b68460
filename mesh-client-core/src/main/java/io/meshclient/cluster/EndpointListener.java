package io.meshclient.cluster;

/** What an endpoint's state tells the cluster that owns it; called outside of the endpoint's lock. */
interface EndpointListener {

    /** The endpoint has failed this many times in a row. */
    void failedInARow(EndpointState endpoint, int failures, long nowNanos);

    /** A connection failed; the endpoint is skipped for this long. */
    void heldOff(EndpointState endpoint, long forNanos);

    /** A connection succeeded after a hold-off. */
    void back(EndpointState endpoint);
}
