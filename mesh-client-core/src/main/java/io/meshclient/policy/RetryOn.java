package io.meshclient.policy;

import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import java.util.ArrayList;
import java.util.List;

/**
 * A condition of {@code retry.on}. Envoy's tokens mean what they mean there (router filter, {@code x-envoy-retry-on});
 * {@code stale-connection} and {@code rate-limited} are this library's.
 */
public enum RetryOn {
    /** Any 5xx, or no response at all. */
    FIVE_XX("5xx"),
    /** 502, 503 or 504. */
    GATEWAY_ERROR("gateway-error"),
    /** No response at all, whatever the reason: no connection, a broken one, a timeout. */
    RESET("reset"),
    /** No response, and it is proven that the request was not processed. */
    RESET_BEFORE_REQUEST("reset-before-request"),
    /** No connection could be made. */
    CONNECT_FAILURE("connect-failure"),
    /** HTTP/2 refused the stream. */
    REFUSED_STREAM("refused-stream"),
    /** 409, as in Envoy. */
    RETRIABLE_4XX("retriable-4xx"),
    /** A pooled connection was dead; one such failure a call is made good even without a retry of the budget. */
    STALE_CONNECTION("stale-connection"),
    /** 429 with a {@code Retry-After} of at most 300 s. */
    RATE_LIMITED("rate-limited");

    private final String token;

    RetryOn(String token) {
        this.token = token;
    }

    /**
     * The word in configuration.
     *
     * @return such as {@code gateway-error}
     */
    public String token() {
        return token;
    }

    static List<String> tokens() {
        List<String> tokens = new ArrayList<>();
        for (RetryOn condition : values()) {
            tokens.add(condition.token);
        }
        return tokens;
    }

    static RetryOn ofToken(String token) {
        for (RetryOn condition : values()) {
            if (condition.token.equals(token)) {
                return condition;
            }
        }
        throw new IllegalArgumentException(
                "has '" + token + "', which is no retry condition" + Parsers.closest(token, tokens()));
    }

    /**
     * Whether an outcome meets the condition.
     *
     * @param outcome what became of an attempt
     * @return true if it does
     */
    public boolean matches(Outcome outcome) {
        OutcomeKind kind = outcome.kind();
        return switch (this) {
            case FIVE_XX -> outcome.blamesEndpoint() || isConnectionsEnd(kind);
            case GATEWAY_ERROR -> kind == OutcomeKind.RESPONSE && outcome.status() >= 502 && outcome.status() <= 504;
            case RESET -> !outcome.hasResponse() && (outcome.blamesEndpoint() || isConnectionsEnd(kind));
            case RESET_BEFORE_REQUEST -> !outcome.hasResponse() && outcome.neverSent();
            case CONNECT_FAILURE -> kind == OutcomeKind.CONNECT_FAILURE;
            case REFUSED_STREAM -> kind == OutcomeKind.REFUSED_STREAM;
            case RETRIABLE_4XX -> kind == OutcomeKind.RESPONSE && outcome.status() == 409;
            case STALE_CONNECTION -> kind == OutcomeKind.STALE_CONNECTION;
            case RATE_LIMITED ->
                kind == OutcomeKind.RESPONSE
                        && outcome.status() == 429
                        && RetryPolicy.counts(outcome.retryAfterNanos());
        };
    }

    /** No response came, and no endpoint is to blame. */
    private static boolean isConnectionsEnd(OutcomeKind kind) {
        return kind == OutcomeKind.STALE_CONNECTION || kind == OutcomeKind.REFUSED_STREAM;
    }
}
