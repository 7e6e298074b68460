package io.meshclient.observe;

/** What a call came to, as its caller sees it. */
public enum CallOutcome {
    /** A response below 400. */
    SUCCESS("success"),
    /** A response from 400 to 499. */
    CLIENT_ERROR("client-error"),
    /** A response of 500 or more. */
    SERVER_ERROR("server-error"),
    /** No response: the mesh itself said no. */
    REFUSED("refused"),
    /** No response: the call's time was up. */
    TIMEOUT("timeout"),
    /** No response: the caller cancelled. */
    CANCELED("canceled"),
    /** No response: the attempts failed. */
    FAILURE("failure");

    private final String token;

    CallOutcome(String token) {
        this.token = token;
    }

    /**
     * The word used in meters.
     *
     * @return such as {@code client-error}
     */
    public String token() {
        return token;
    }
}
