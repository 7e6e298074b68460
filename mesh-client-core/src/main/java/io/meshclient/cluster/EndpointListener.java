package io.meshclient.cluster;

import io.meshclient.guard.Findings;
import io.meshclient.guard.Standing;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.Verdict;

/** What an endpoint's state asks and tells the cluster that owns it. */
interface EndpointListener {

    /** What is decided now about endpoints that fail; may be asked under the endpoint's lock. */
    Standing.Terms terms();

    /** An attempt has shown something of the endpoint, or nothing new; called outside of the endpoint's lock. */
    void found(EndpointState endpoint, Findings findings, long nowNanos);

    /** An attempt has shown something of the service; called outside of the endpoint's lock. */
    void learned(Outcome outcome, Verdict verdict, long nowNanos);

    /** The endpoint has said itself that it should get no calls; called outside of the endpoint's lock. */
    void saysUnhealthy(EndpointState endpoint);
}
