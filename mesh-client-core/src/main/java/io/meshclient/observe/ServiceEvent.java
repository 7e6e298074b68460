package io.meshclient.observe;

/**
 * Something changed for a service as a whole.
 *
 * @param service the service's name
 * @param change what happened
 * @param detail for people
 */
public record ServiceEvent(String service, Change change, String detail) {

    /** What can happen to a service. */
    public enum Change {
        /** It was added. */
        ADDED,
        /** It was removed. */
        REMOVED,
        /** Its configuration was swapped. */
        RECONFIGURED,
        /** Its endpoints changed. */
        ENDPOINTS_CHANGED,
        /** It has no endpoints. */
        NO_ENDPOINTS,
        /** Its source failed; the last good set stays. */
        DISCOVERY_LOST,
        /** Its source works again. */
        DISCOVERY_BACK,
        /** Its source says that there is nothing; the old endpoints stay until the guard's time is up. */
        EMPTY_HELD_BACK,
        /** Its breaker opened. */
        BREAKER_OPENED,
        /** Its breaker closed. */
        BREAKER_CLOSED
    }
}
