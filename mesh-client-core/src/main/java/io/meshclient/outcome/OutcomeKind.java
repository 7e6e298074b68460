package io.meshclient.outcome;

/** How an attempt ended, in the field's words. */
public enum OutcomeKind {
    /** A response came; its status says the rest. */
    RESPONSE("response"),
    /** No connection: refused, timed out, unreachable, name unknown, TLS not agreed. Never sent. */
    CONNECT_FAILURE("connect-failure"),
    /** HTTP/2 refused the stream before work began. Never processed. */
    REFUSED_STREAM("refused-stream"),
    /** A pooled connection turned out to be dead, before any byte of an answer. */
    STALE_CONNECTION("stale-connection"),
    /** The connection broke, stalled beyond the read timeout, or carried something that is not HTTP. */
    RESET("reset"),
    /** The per-try timeout passed before the headers came. */
    PER_TRY_TIMEOUT("per-try-timeout"),
    /** The whole call's time was up while this attempt ran. */
    CALL_TIMEOUT("call-timeout"),
    /** The caller, or the mesh on its own account, cancelled the attempt. */
    CANCELED("canceled"),
    /** The HTTP cache answered; no endpoint was asked. */
    CACHE_HIT("cache-hit"),
    /** The request could not be made at all, whatever the endpoint; the caller's fault. */
    LOCAL_ERROR("local-error");

    private final String token;

    OutcomeKind(String token) {
        this.token = token;
    }

    /**
     * The word used in meters, spans and messages.
     *
     * @return such as {@code connect-failure}
     */
    public String token() {
        return token;
    }
}
