package io.meshclient.observe;

import io.meshclient.outcome.EjectionReason;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's state changed.
 *
 * @param service the service's name
 * @param endpoint the endpoint's key
 * @param change what happened
 * @param detail why, for people
 * @param forNanos how long it will last, in nanoseconds; 0 where that means nothing
 * @param reason the rule of outlier detection that found it; null if it was none
 */
public record EndpointEvent(
        String service,
        String endpoint,
        Change change,
        String detail,
        long forNanos,
        @Nullable EjectionReason reason) {

    /**
     * A change that no rule of outlier detection made.
     *
     * @param service the service's name
     * @param endpoint the endpoint's key
     * @param change what happened
     * @param detail why, for people
     * @param forNanos how long it will last, in nanoseconds; 0 where that means nothing
     */
    public EndpointEvent(String service, String endpoint, Change change, String detail, long forNanos) {
        this(service, endpoint, change, detail, forNanos, null);
    }

    /** What can happen to an endpoint. */
    public enum Change {
        /** Outlier detection took it out. */
        EJECTED,
        /** It would have been ejected, but too many are already, or it is the last. */
        EJECTION_SPARED,
        /** A rule of outlier detection found it, but is not enforced, or was not this time. */
        EJECTION_NOT_ENFORCED,
        /** Its ejection is over. */
        RESTORED,
        /** It refused connections; it is skipped until one probe succeeds. */
        HELD_OFF,
        /** A connection succeeded again. */
        BACK,
        /** An active check found that it does not work, or it said so itself. */
        UNHEALTHY,
        /** Active checks pass again, or for the first time; or what it said itself was too long ago. */
        HEALTHY,
        /** Its circuit breaker opened. */
        BREAKER_OPENED,
        /** Its circuit breaker closed. */
        BREAKER_CLOSED
    }
}
