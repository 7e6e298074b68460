package io.meshclient.policy;

import static io.meshclient.outcome.OutcomeKind.CALL_TIMEOUT;
import static io.meshclient.outcome.OutcomeKind.CANCELED;
import static io.meshclient.outcome.OutcomeKind.CONNECT_FAILURE;
import static io.meshclient.outcome.OutcomeKind.LOCAL_ERROR;
import static io.meshclient.outcome.OutcomeKind.PER_TRY_TIMEOUT;
import static io.meshclient.outcome.OutcomeKind.REFUSED_STREAM;
import static io.meshclient.outcome.OutcomeKind.RESET;
import static io.meshclient.outcome.OutcomeKind.STALE_CONNECTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.ResponseSigns;
import io.meshclient.outcome.Verdict;
import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final long MS = 1_000_000;
    private static final RandomSource HIGHEST = () -> -1L;

    private static final RetryPolicy DEFAULT =
            ServiceConfig.of("orders", orders -> orders.endpoints("a:1")).retry();

    @Test
    void backOffDoublesUpToItsBoundAsInEnvoy() {
        for (int retry = 0; retry < 8; retry++) {
            long bound = new long[] {25, 50, 100, 200, 250, 250, 250, 250}[retry] * MS;
            assertThat(DEFAULT.backOffNanos(retry, HIGHEST)).isBetween(bound - 10, bound);
            assertThat(DEFAULT.backOffNanos(retry, () -> 0L)).isZero();
        }
    }

    @Property
    void backOffStaysWithinItsBounds(
            @ForAll @LongRange(max = 31_536_000_000L) long baseMillis,
            @ForAll @LongRange(max = 31_536_000_000L) long maxMillis,
            @ForAll @IntRange(max = 100) int retry,
            @ForAll long seed) {
        RetryPolicy policy = policy(Duration.ofMillis(baseMillis), Duration.ofMillis(maxMillis), Set.of());

        assertThat(policy.backOffNanos(retry, VirtualTime.seeded(seed))).isBetween(0L, maxMillis * MS);
        long highest = policy.backOffNanos(retry, HIGHEST);
        assertThat(policy.backOffNanos(retry + 1, HIGHEST)).isGreaterThanOrEqualTo(highest);
        if (baseMillis > 0 && maxMillis > 0) {
            assertThat(highest).as("a long base must not overflow to no wait").isPositive();
        }
    }

    @Property
    void aNamedTimeIsKeptAndSpread(@ForAll @LongRange(min = 0) long retryAfter, @ForAll long seed) {
        long wait = RetryPolicy.afterNanos(retryAfter, VirtualTime.seeded(seed));

        assertThat(wait).isGreaterThanOrEqualTo(retryAfter);
        if (retryAfter < 300_000_000_000L) {
            assertThat(wait).isLessThanOrEqualTo(retryAfter + retryAfter / 2);
        }
    }

    @Test
    void eachOutcomeIsRetriedByExactlyTheseTokens() {
        Map<Outcome, String> table = new LinkedHashMap<>();
        table.put(Outcome.response(200, 1), "");
        table.put(Outcome.response(304, 1), "");
        table.put(Outcome.response(404, 1), "");
        table.put(Outcome.response(409, 1), "retriable-4xx");
        table.put(Outcome.response(429, 1), "");
        table.put(new Outcome(OutcomeKind.RESPONSE, 429, 1, 0, false, null), "rate-limited");
        table.put(new Outcome(OutcomeKind.RESPONSE, 200, 1, 0, false, null), "");
        table.put(Outcome.response(425, 1), "retriable-status-codes");
        table.put(signed(200, new ResponseSigns(false, false, true, -1)), "retriable-headers");
        table.put(signed(200, new ResponseSigns(false, false, false, 0)), "");
        table.put(signed(200, new ResponseSigns(false, false, false, 1)), "cancelled");
        table.put(signed(200, new ResponseSigns(false, false, false, 2)), "");
        table.put(signed(200, new ResponseSigns(false, false, false, 4)), "deadline-exceeded");
        table.put(signed(200, new ResponseSigns(false, false, false, 8)), "resource-exhausted");
        table.put(signed(200, new ResponseSigns(false, false, false, 13)), "internal");
        table.put(signed(200, new ResponseSigns(false, false, false, 14)), "unavailable");
        table.put(signed(503, new ResponseSigns(true, false, false, -1)), "5xx gateway-error");
        table.put(signed(503, new ResponseSigns(false, true, true, 14)), "envoy-ratelimited");
        table.put(signed(425, new ResponseSigns(false, true, false, -1)), "envoy-ratelimited");
        table.put(asking(429, 0, new ResponseSigns(false, true, false, -1)), "envoy-ratelimited rate-limited");
        table.put(asking(429, 300_000 * MS, ResponseSigns.NONE), "rate-limited");
        table.put(asking(429, 300_000 * MS + 1, ResponseSigns.NONE), "");
        table.put(Outcome.response(500, 1), "5xx");
        table.put(Outcome.response(501, 1), "5xx");
        table.put(Outcome.response(502, 1), "5xx gateway-error");
        table.put(Outcome.response(503, 1), "5xx gateway-error");
        table.put(Outcome.response(504, 1), "5xx gateway-error");
        table.put(Outcome.response(505, 1), "5xx");
        table.put(failed(CONNECT_FAILURE, true), "5xx connect-failure gateway-error reset reset-before-request");
        table.put(failed(REFUSED_STREAM, true), "5xx gateway-error refused-stream reset reset-before-request");
        table.put(failed(STALE_CONNECTION, false), "5xx gateway-error reset stale-connection");
        table.put(failed(STALE_CONNECTION, true), "5xx gateway-error reset reset-before-request stale-connection");
        table.put(failed(RESET, false), "5xx gateway-error reset");
        table.put(failed(RESET, true), "5xx gateway-error reset reset-before-request");
        table.put(failed(PER_TRY_TIMEOUT, false), "5xx gateway-error reset");
        table.put(failed(CALL_TIMEOUT, false), "");
        table.put(failed(CALL_TIMEOUT, true), "");
        table.put(failed(CANCELED, true), "");
        table.put(failed(LOCAL_ERROR, true), "");
        table.put(new Outcome(OutcomeKind.CACHE_HIT, 504, 1, -1, false, null), "");

        Set<OutcomeKind> kinds = EnumSet.noneOf(OutcomeKind.class);
        table.forEach((outcome, tokens) -> {
            kinds.add(outcome.kind());
            assertThat(retriedBy(outcome)).as(outcome.toString()).isEqualTo(tokens);
        });
        assertThat(kinds).containsExactlyInAnyOrder(OutcomeKind.values());
    }

    @Test
    void withoutATokenTheVerdictSaysWhatTheEndpointDid() {
        RetryPolicy never = policy(Duration.ZERO, Duration.ZERO, Set.of());

        assertThat(never.classify(Outcome.response(200, 1))).isEqualTo(Verdict.SUCCESS);
        assertThat(never.classify(Outcome.response(404, 1))).isEqualTo(Verdict.SUCCESS);
        assertThat(never.classify(Outcome.response(429, 1))).isEqualTo(Verdict.FAILURE);
        assertThat(never.classify(Outcome.response(500, 1))).isEqualTo(Verdict.FAILURE);
        assertThat(never.classify(failed(RESET, false))).isEqualTo(Verdict.FAILURE);
        assertThat(never.classify(failed(LOCAL_ERROR, true))).isEqualTo(Verdict.FAILURE);
        assertThat(never.classify(failed(CANCELED, false))).isEqualTo(Verdict.IGNORED);
        assertThat(never.classify(new Outcome(OutcomeKind.CACHE_HIT, 504, 1, -1, false, null)))
                .isEqualTo(Verdict.IGNORED);
    }

    @Test
    void headersOfEveryResponseMatterOnlyWhereAConditionLooksAtThem() {
        assertThat(DEFAULT.matches().anyStatus()).isFalse();
        for (RetryOn condition : RetryOn.values()) {
            boolean looks = condition.isGrpc() || condition == RetryOn.RETRIABLE_HEADERS;
            assertThat(policy(Duration.ZERO, Duration.ZERO, Set.of(condition))
                            .matches()
                            .anyStatus())
                    .as(condition.token())
                    .isEqualTo(looks);
        }
    }

    @Test
    void theDefaultConditionsAreTheseSix() {
        assertThat(DEFAULT.on())
                .containsExactlyInAnyOrder(
                        RetryOn.CONNECT_FAILURE,
                        RetryOn.REFUSED_STREAM,
                        RetryOn.RESET,
                        RetryOn.STALE_CONNECTION,
                        RetryOn.GATEWAY_ERROR,
                        RetryOn.RATE_LIMITED);
    }

    @Test
    void anUnknownConditionIsRefusedWithAllThatThereAre() {
        assertThatThrownBy(() -> ServiceConfig.of(
                        "orders", orders -> orders.endpoints("a:1").retry(retry -> retry.on("unavailible"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("has 'unavailible', which is no retry condition (did you mean unavailable?)")
                .hasMessageEndingWith("allowed: " + String.join(", ", RetryOn.tokens()));
    }

    @Test
    void oneRequestMayDiffer() {
        CallOptions options = CallOptions.builder()
                .maxRetries(5)
                .retryOn(RetryOn.FIVE_XX)
                .retriableStatusCodes(418, 425)
                .build();
        RetryPolicy own = DEFAULT.with(options);

        assertThat(own.maxRetries()).isEqualTo(5);
        assertThat(own.on()).containsExactlyInAnyOrder(RetryOn.FIVE_XX, RetryOn.RETRIABLE_STATUS_CODES);
        assertThat(own.classify(Outcome.response(418, 1))).isEqualTo(Verdict.RETRYABLE_FAILURE);
        assertThat(own.classify(Outcome.response(500, 1))).isEqualTo(Verdict.RETRYABLE_FAILURE);
        assertThat(own.base()).isEqualTo(DEFAULT.base());
        assertThat(DEFAULT.with(CallOptions.none())).isSameAs(DEFAULT);
    }

    @Test
    void statusesOfOneRequestComeToTheConditions() {
        RetryPolicy own =
                DEFAULT.with(CallOptions.builder().retriableStatusCodes(418).build());

        assertThat(own.classify(Outcome.response(418, 1))).isEqualTo(Verdict.RETRYABLE_FAILURE);
        assertThat(own.classify(Outcome.response(503, 1))).isEqualTo(Verdict.RETRYABLE_FAILURE);
        assertThat(own.classify(Outcome.response(425, 1))).isEqualTo(Verdict.SUCCESS);
    }

    @Test
    void retriesSwitchedOffStayOffForOneRequest() {
        CallOptions options = CallOptions.builder().maxRetries(5).build();
        assertThat(DEFAULT.off().with(options).enabled()).isFalse();
    }

    @Test
    void whatOneRequestMayNotAskForIsToldWithWhatItMay() {
        assertThatThrownBy(() -> CallOptions.builder().maxRetries(11))
                .hasMessage("maxRetries 11 is out of bounds; allowed: 0 to 10");
        assertThatThrownBy(() -> CallOptions.builder().retriableStatusCodes(503, 600))
                .hasMessage("retriableStatusCodes has 600, which is no status; allowed: 100 to 599");
    }

    @Test
    void tokensReadBack() {
        for (RetryOn condition : RetryOn.values()) {
            assertThat(RetryOn.ofToken(condition.token())).isEqualTo(condition);
        }
    }

    private static String retriedBy(Outcome outcome) {
        Set<String> tokens = new TreeSet<>();
        for (RetryOn condition : RetryOn.values()) {
            if (policy(Duration.ZERO, Duration.ZERO, Set.of(condition)).classify(outcome)
                    == Verdict.RETRYABLE_FAILURE) {
                tokens.add(condition.token());
            }
        }
        return String.join(" ", tokens);
    }

    private static Outcome signed(int status, ResponseSigns signs) {
        return asking(status, -1, signs);
    }

    private static Outcome asking(int status, long retryAfterNanos, ResponseSigns signs) {
        return new Outcome(OutcomeKind.RESPONSE, status, 1, retryAfterNanos, false, null, signs);
    }

    private static Outcome failed(OutcomeKind kind, boolean neverSent) {
        return Outcome.failure(kind, 1, neverSent, null);
    }

    private static RetryPolicy policy(Duration base, Duration max, Set<RetryOn> on) {
        RetryMatches matches = new RetryMatches(List.of(new StatusRange(425, 425)), List.of(), List.of(), false);
        return new RetryPolicy(true, 2, on, Set.of(), base, max, DEFAULT.budget(), matches, DEFAULT.rules());
    }
}
