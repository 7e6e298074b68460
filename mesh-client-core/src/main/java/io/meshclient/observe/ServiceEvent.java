package io.meshclient.observe;

import org.jspecify.annotations.Nullable;

/**
 * Something changed for a service as a whole.
 *
 * @param service the service's name
 * @param change what happened
 * @param detail for people
 * @param stats what can be asked of the service; always given with {@link Change#ADDED}, and the same object again with
 *     {@link Change#REMOVED}
 */
public record ServiceEvent(
        String service,
        Change change,
        String detail,
        @Nullable ServiceStats stats) {

    /**
     * An event other than {@link Change#ADDED} and {@link Change#REMOVED}.
     *
     * @param service the service's name
     * @param change what happened
     * @param detail for people
     */
    public ServiceEvent(String service, Change change, String detail) {
        this(service, change, detail, null);
    }

    /** What can happen to a service. */
    public enum Change {
        /** It was added; always its first event. */
        ADDED,
        /** It was removed, or the mesh was closed; always its last event. */
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
