package io.meshclient.cluster;

import io.meshclient.policy.OutlierPolicy;

/** What an endpoint's state tells the cluster that owns it; called outside of the endpoint's lock unless it says otherwise. */
interface EndpointListener {

    /** What is decided now about endpoints that fail; may be asked under the endpoint's lock. */
    OutlierPolicy policy();

    /** The endpoint has failed this many times in a row. */
    void failedInARow(EndpointState endpoint, int failures, long nowNanos);

    /** A connection failed; the endpoint is skipped for this long. */
    void heldOff(EndpointState endpoint, long forNanos);

    /** A connection succeeded after a hold-off. */
    void back(EndpointState endpoint);
}
