package io.meshclient.policy;

import io.meshclient.time.Internal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Envoy's request headers by which one request changes its retries, timeouts and hedging, read as Envoy's router reads them: what
 * they name comes to what is configured, a number replaces it, and what cannot be read counts as not there. Immutable.
 *
 * @param on the conditions that they add
 * @param maxRetries −1 if they do not say
 * @param matches what they add to the lists of conditions
 * @param callTimeout zero for none; null if they do not say
 * @param perTryTimeout zero for none; null if they do not say
 * @param hedgeOnPerTryTimeout whether the per-try timeout sends a hedge; null if they do not say
 */
@Internal
public record EnvoyHeaders(
        Set<RetryOn> on,
        int maxRetries,
        RetryMatches matches,
        @Nullable Duration callTimeout,
        @Nullable Duration perTryTimeout,
        @Nullable Boolean hedgeOnPerTryTimeout) {

    private static final String RETRY_ON = "x-envoy-retry-on";
    private static final String RETRY_GRPC_ON = "x-envoy-retry-grpc-on";
    private static final String MAX_RETRIES = "x-envoy-max-retries";
    private static final String STATUS_CODES = "x-envoy-retriable-status-codes";
    private static final String HEADER_NAMES = "x-envoy-retriable-header-names";
    private static final String TIMEOUT = "x-envoy-upstream-rq-timeout-ms";
    private static final String PER_TRY_TIMEOUT = "x-envoy-upstream-rq-per-try-timeout-ms";

    private static final String HEDGE = "x-envoy-hedge-on-per-try-timeout";

    /** All that a router of Envoy's takes off a request: those above, and one that means nothing here. */
    public static final List<String> NAMES = List.of(
            RETRY_ON,
            RETRY_GRPC_ON,
            MAX_RETRIES,
            STATUS_CODES,
            HEADER_NAMES,
            TIMEOUT,
            PER_TRY_TIMEOUT,
            HEDGE,
            "x-envoy-upstream-rq-timeout-alt-response");

    /** The retries of a request that brings conditions to a service without any; Envoy's {@code num_retries}. */
    private static final int RETRIES_WITHOUT_POLICY = 1;

    private static final int MOST_RETRIES = 10;
    private static final long LONGEST_MILLIS = Duration.ofDays(365).toMillis();

    /** Copies the set. */
    public EnvoyHeaders {
        on = Set.copyOf(on);
    }

    /**
     * Reads a request's headers.
     *
     * @param headers the values of the header of a name, empty if there is none
     * @return null if the request has none of these headers
     */
    public static @Nullable EnvoyHeaders of(Function<String, List<String>> headers) {
        if (NAMES.stream().allMatch(name -> headers.apply(name).isEmpty())) {
            return null;
        }
        Function<String, List<String>> listed = name -> Parsers.list(String.join(",", headers.apply(name)));
        Set<RetryOn> on = EnumSet.noneOf(RetryOn.class);
        listed.apply(RETRY_ON).forEach(token -> add(token, false, on));
        listed.apply(RETRY_GRPC_ON).forEach(token -> add(token, true, on));
        List<StatusRange> statuses = listed.apply(STATUS_CODES).stream()
                .map(text -> (int) number(text, 999))
                .filter(status -> status >= 0)
                .map(status -> new StatusRange(status, status))
                .toList();
        List<HeaderMatch> names = listed.apply(HEADER_NAMES).stream()
                .map(name -> new HeaderMatch(name, null))
                .toList();
        return new EnvoyHeaders(
                on,
                (int) number(headers.apply(MAX_RETRIES), MOST_RETRIES),
                new RetryMatches(statuses, names, List.of(), false),
                duration(headers.apply(TIMEOUT)),
                duration(headers.apply(PER_TRY_TIMEOUT)),
                flag(headers.apply(HEDGE)));
    }

    /** Of two the first counts, and only these two words, as in Envoy. */
    private static @Nullable Boolean flag(List<String> values) {
        String value = values.isEmpty() ? "" : values.get(0);
        return value.equals("true") || value.equals("false") ? Boolean.valueOf(value) : null;
    }

    private static void add(String token, boolean grpc, Set<RetryOn> on) {
        RetryOn condition = RetryOn.find(token);
        if (condition != null && condition.isGrpc() == grpc) {
            on.add(condition);
        }
    }

    private static @Nullable Duration duration(List<String> values) {
        long millis = number(values, LONGEST_MILLIS);
        return millis < 0 ? null : Duration.ofMillis(millis);
    }

    private static long number(List<String> values, long most) {
        return values.isEmpty() ? -1 : number(values.get(0), most);
    }

    /** −1 for what is no number of Envoy's; a larger one than there may be is the largest that there may be. */
    private static long number(String text, long most) {
        String digits = text.trim();
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return digits.length() > 18 ? most : Math.min(most, Long.parseLong(digits));
    }

    /**
     * A service's policy as the request wants it. Where the service has no retries, the request's conditions bring them; a
     * number of retries alone does not.
     *
     * @param policy the service's
     * @return the request's
     */
    public RetryPolicy over(RetryPolicy policy) {
        Set<RetryOn> conditions = EnumSet.noneOf(RetryOn.class);
        if (policy.enabled()) {
            conditions.addAll(policy.on());
        }
        conditions.addAll(on);
        int configured = policy.enabled() ? policy.maxRetries() : RETRIES_WITHOUT_POLICY;
        return policy.with(
                !conditions.isEmpty(),
                maxRetries < 0 ? configured : maxRetries,
                conditions,
                policy.matches().and(matches.statusCodes(), matches.headers()));
    }
}
