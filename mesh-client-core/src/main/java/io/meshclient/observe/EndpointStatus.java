package io.meshclient.observe;

/** Whether an endpoint takes calls and, if not, why: the first reason that applies, in the order of the constants. */
public enum EndpointStatus {
    /** Its source, an active check or the endpoint itself says that it does not work, or its first check is due. */
    UNHEALTHY("unhealthy"),
    /** Its source says that it is about to go. */
    DRAINING("draining"),
    /** Outlier detection took it out. */
    EJECTED("ejected"),
    /** Its ejection's time is up; it is back when one call succeeds. */
    PROBATION("probation"),
    /** It refused connections; it is skipped until one probe succeeds. */
    HELD_OFF("held-off"),
    /** Its circuit breaker is open. */
    BREAKER_OPEN("breaker-open"),
    /** It takes calls. */
    AVAILABLE("available");

    private final String token;

    EndpointStatus(String token) {
        this.token = token;
    }

    /**
     * The word used in meters and views.
     *
     * @return such as {@code held-off}
     */
    public String token() {
        return token;
    }
}
