package io.meshclient.outcome;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt at the moment of its response headers, or of its failure before them. Immutable.
 *
 * @param kind how it ended
 * @param status the HTTP status, 0 without a response
 * @param latencyNanos from admission to this moment, in nanoseconds
 * @param retryAfterNanos what {@code Retry-After} asked for, in nanoseconds; −1 without one
 * @param neverSent whether it is proven that the server did not process the request
 * @param cause what was thrown, if anything
 * @param signs what the response's headers say beside its status
 */
public record Outcome(
        OutcomeKind kind,
        int status,
        long latencyNanos,
        long retryAfterNanos,
        boolean neverSent,
        @Nullable IOException cause,
        ResponseSigns signs) {

    /**
     * An outcome whose headers say nothing.
     *
     * @param kind how it ended
     * @param status the HTTP status, 0 without a response
     * @param latencyNanos from admission to this moment, in nanoseconds
     * @param retryAfterNanos what {@code Retry-After} asked for, in nanoseconds; −1 without one
     * @param neverSent whether it is proven that the server did not process the request
     * @param cause what was thrown, if anything
     */
    public Outcome(
            OutcomeKind kind,
            int status,
            long latencyNanos,
            long retryAfterNanos,
            boolean neverSent,
            @Nullable IOException cause) {
        this(kind, status, latencyNanos, retryAfterNanos, neverSent, cause, ResponseSigns.NONE);
    }

    /**
     * A response.
     *
     * @param status its status
     * @param latencyNanos nanoseconds until its headers
     * @return the outcome
     */
    public static Outcome response(int status, long latencyNanos) {
        return new Outcome(OutcomeKind.RESPONSE, status, latencyNanos, -1, false, null);
    }

    /**
     * A failure without a response.
     *
     * @param kind how it failed
     * @param latencyNanos nanoseconds until the failure
     * @param neverSent whether it is proven that nothing was processed
     * @param cause what was thrown
     * @return the outcome
     */
    public static Outcome failure(OutcomeKind kind, long latencyNanos, boolean neverSent, @Nullable IOException cause) {
        return new Outcome(kind, 0, latencyNanos, -1, neverSent, cause);
    }

    /**
     * Whether a response came.
     *
     * @return true for {@link OutcomeKind#RESPONSE} and {@link OutcomeKind#CACHE_HIT}
     */
    public boolean hasResponse() {
        return kind == OutcomeKind.RESPONSE || kind == OutcomeKind.CACHE_HIT;
    }

    /**
     * Whether outlier detection and breakers count it against the endpoint: a 5xx, or no response for a reason that is
     * the endpoint's. A 429, and what says that its sender is overloaded, is an answer of a healthy server, a stale
     * connection is the life of a pool, and a refused stream is how a healthy server ends a connection: one GOAWAY turns
     * away every stream that crosses it.
     *
     * @return true if it counts as a failure of the endpoint
     */
    public boolean blamesEndpoint() {
        return switch (kind) {
            case RESPONSE -> status >= 500 && !signs.overloaded();
            case CONNECT_FAILURE, RESET, PER_TRY_TIMEOUT, CALL_TIMEOUT -> true;
            case REFUSED_STREAM, STALE_CONNECTION, CANCELED, CACHE_HIT, LOCAL_ERROR -> false;
        };
    }

    /**
     * Whether the endpoint's latency is charged the penalty: what {@link #blamesEndpoint()} counts, and what a server turns
     * away (429, a refused stream), so that failing fast attracts no traffic.
     *
     * @return true if the balancer must see it as slow
     */
    public boolean chargesPenalty() {
        return blamesEndpoint()
                || kind == OutcomeKind.REFUSED_STREAM
                || kind == OutcomeKind.RESPONSE && (status == 429 || signs.overloaded());
    }

    /**
     * A few words for messages and logs.
     *
     * @return such as {@code 503} or {@code connect-failure}
     */
    public String label() {
        return hasResponse() ? Integer.toString(status) : kind.token();
    }
}
