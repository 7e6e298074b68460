package io.meshclient.policy;

import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A condition of {@code retry.on}. Envoy's tokens mean what they mean there (router filter, {@code x-envoy-retry-on} and
 * {@code x-envoy-retry-grpc-on}; {@code retry_state_impl.cc} where that and its page differ); {@code stale-connection} and
 * {@code rate-limited} are this library's.
 */
public enum RetryOn {
    /** Any 5xx, or no response at all. */
    FIVE_XX("5xx"),
    /** 502, 503 or 504, or no response at all: an Envoy would have made one of these of it. */
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
    /** A status of {@code retry.retriable-status-codes}. */
    RETRIABLE_STATUS_CODES("retriable-status-codes"),
    /** A response with a header of {@code retry.retriable-headers}. */
    RETRIABLE_HEADERS("retriable-headers"),
    /** A response with {@code x-envoy-ratelimited}, which no other of Envoy's conditions retries. */
    ENVOY_RATELIMITED("envoy-ratelimited"),
    /** gRPC status 1 among the headers. */
    CANCELLED("cancelled", 1),
    /** gRPC status 4 among the headers. */
    DEADLINE_EXCEEDED("deadline-exceeded", 4),
    /** gRPC status 8 among the headers. */
    RESOURCE_EXHAUSTED("resource-exhausted", 8),
    /** gRPC status 13 among the headers. */
    INTERNAL("internal", 13),
    /** gRPC status 14 among the headers. */
    UNAVAILABLE("unavailable", 14),
    /** A pooled connection was dead; one such failure a call is made good even without a retry of the budget. */
    STALE_CONNECTION("stale-connection"),
    /** 429 that says when to come back, within {@code retry.max-reset-interval}. */
    RATE_LIMITED("rate-limited");

    private final String token;
    private final int grpcStatus;

    RetryOn(String token) {
        this(token, -1);
    }

    RetryOn(String token, int grpcStatus) {
        this.token = token;
        this.grpcStatus = grpcStatus;
    }

    /**
     * The word in configuration.
     *
     * @return such as {@code gateway-error}
     */
    public String token() {
        return token;
    }

    /**
     * Whether it is about a status of gRPC, which is read among the headers only, as in Envoy: trailers come too late.
     *
     * @return true for the tokens of {@code x-envoy-retry-grpc-on}
     */
    public boolean isGrpc() {
        return grpcStatus >= 0;
    }

    /** Whether it may retry what an Envoy refused for its rate; asked before anything else, as in Envoy. */
    boolean retriesRateLimited() {
        return this == ENVOY_RATELIMITED || this == RATE_LIMITED;
    }

    static List<String> tokens() {
        List<String> tokens = new ArrayList<>();
        for (RetryOn condition : values()) {
            tokens.add(condition.token);
        }
        return tokens;
    }

    /** Null if there is no such condition. */
    static @Nullable RetryOn find(String token) {
        String lower = token.toLowerCase(Locale.ROOT);
        for (RetryOn condition : values()) {
            if (condition.token.equals(lower)) {
                return condition;
            }
        }
        return null;
    }

    static RetryOn ofToken(String token) {
        RetryOn condition = find(token);
        if (condition == null) {
            throw new IllegalArgumentException("has '" + token + "', which is no retry condition"
                    + Parsers.closest(token.toLowerCase(Locale.ROOT), tokens()));
        }
        return condition;
    }

    /**
     * Whether an outcome meets the condition. An attempt that the caller ended, or that no endpoint could do better, is
     * not asked about.
     *
     * @param outcome what became of an attempt
     * @param policy whose condition it is
     * @return true if it does
     */
    public boolean matches(Outcome outcome, RetryPolicy policy) {
        boolean response = outcome.kind() == OutcomeKind.RESPONSE;
        int status = outcome.status();
        return switch (this) {
            case FIVE_XX -> response ? status >= 500 : isReset(outcome);
            case GATEWAY_ERROR -> response ? status >= 502 && status <= 504 : isReset(outcome);
            case RESET -> isReset(outcome);
            case RESET_BEFORE_REQUEST -> !outcome.hasResponse() && outcome.neverSent();
            case CONNECT_FAILURE -> outcome.kind() == OutcomeKind.CONNECT_FAILURE;
            case REFUSED_STREAM -> outcome.kind() == OutcomeKind.REFUSED_STREAM;
            case RETRIABLE_4XX -> response && status == 409;
            case RETRIABLE_STATUS_CODES -> response && policy.matches().hasStatusOf(outcome);
            case RETRIABLE_HEADERS -> outcome.signs().retriable();
            case ENVOY_RATELIMITED -> outcome.signs().rateLimited();
            case CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, INTERNAL, UNAVAILABLE ->
                outcome.signs().grpcStatus() == grpcStatus;
            case STALE_CONNECTION -> outcome.kind() == OutcomeKind.STALE_CONNECTION;
            case RATE_LIMITED -> response && status == 429 && policy.counts(outcome.retryAfterNanos());
        };
    }

    /** No response came, whoever is to blame. */
    private static boolean isReset(Outcome outcome) {
        return switch (outcome.kind()) {
            case CONNECT_FAILURE, REFUSED_STREAM, STALE_CONNECTION, RESET, PER_TRY_TIMEOUT -> true;
            case RESPONSE, CACHE_HIT, CALL_TIMEOUT, CANCELED, LOCAL_ERROR -> false;
        };
    }
}
