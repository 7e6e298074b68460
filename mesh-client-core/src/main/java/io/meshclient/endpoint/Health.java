package io.meshclient.endpoint;

/** What the source of endpoints says of an endpoint's health. */
public enum Health {
    /** Ready for traffic. */
    HEALTHY,
    /** Works, but worse than usual. */
    DEGRADED,
    /** About to go: calls in flight may end, new ones go elsewhere. */
    DRAINING,
    /** Known not to work. */
    UNHEALTHY,
    /** Nothing is known; treated as ready. */
    UNKNOWN;

    /**
     * Whether new calls may be sent there.
     *
     * @return false for {@link #DRAINING} and {@link #UNHEALTHY}
     */
    public boolean takesCalls() {
        return this != DRAINING && this != UNHEALTHY;
    }
}
