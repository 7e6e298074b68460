package io.meshclient.outcome;

/**
 * What a response's headers say beside its status, as far as it bears on trying again. Immutable.
 *
 * @param overloaded whether its sender had too much to do ({@code x-envoy-overloaded} on a 5xx)
 * @param rateLimited whether an Envoy refused the request for its rate ({@code x-envoy-ratelimited})
 * @param retriable whether it has a header that {@code retry.retriable-headers} names
 * @param grpcStatus {@code grpc-status} among the headers, which is where an answer without a body has it; −1 without one
 */
public record ResponseSigns(boolean overloaded, boolean rateLimited, boolean retriable, int grpcStatus) {

    /** Nothing. */
    public static final ResponseSigns NONE = new ResponseSigns(false, false, false, -1);
}
