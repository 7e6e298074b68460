package io.meshclient.observe;

/**
 * An endpoint's state changed.
 *
 * @param service the service's name
 * @param endpoint the endpoint's key
 * @param change what happened
 * @param detail why, for people
 * @param forNanos how long it will last, in nanoseconds; 0 where that means nothing
 */
public record EndpointEvent(String service, String endpoint, Change change, String detail, long forNanos) {

    /** What can happen to an endpoint. */
    public enum Change {
        /** Outlier detection took it out. */
        EJECTED,
        /** It would have been ejected, but too many are already, or it is the last. */
        EJECTION_SPARED,
        /** Its ejection is over. */
        RESTORED,
        /** It refused connections; it is skipped until one probe succeeds. */
        HELD_OFF,
        /** A connection succeeded again. */
        BACK
    }
}
