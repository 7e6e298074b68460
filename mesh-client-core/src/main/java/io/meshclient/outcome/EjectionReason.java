package io.meshclient.outcome;

/** Which rule of outlier detection found an endpoint. */
public enum EjectionReason {
    /** Failures in a row: 5xx, and attempts without a response unless those are counted apart. */
    CONSECUTIVE_FAILURES("consecutive-failures"),
    /** Gateway failures in a row: 502, 503, 504. */
    CONSECUTIVE_GATEWAY_FAILURES("consecutive-gateway-failures"),
    /** Attempts without a response in a row, counted apart. */
    CONSECUTIVE_LOCAL_ORIGIN_FAILURES("consecutive-local-origin-failures"),
    /** A success rate far below the others', or below the limit. */
    SUCCESS_RATE("success-rate"),
    /** A success rate far below the others', of attempts with and without a response. */
    LOCAL_ORIGIN_SUCCESS_RATE("local-origin-success-rate"),
    /** A share of failures that reached the limit. */
    FAILURE_PERCENTAGE("failure-percentage"),
    /** A share of attempts without a response that reached the limit. */
    LOCAL_ORIGIN_FAILURE_PERCENTAGE("local-origin-failure-percentage"),
    /** The one request that was to show whether it works again failed. */
    FAILED_PROBE("failed-probe");

    private final String token;

    EjectionReason(String token) {
        this.token = token;
    }

    /**
     * The word used in meters.
     *
     * @return such as {@code success-rate}
     */
    public String token() {
        return token;
    }
}
