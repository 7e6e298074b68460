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

import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.Verdict;
import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
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
        table.put(Outcome.response(500, 1), "5xx");
        table.put(Outcome.response(501, 1), "5xx");
        table.put(Outcome.response(502, 1), "5xx gateway-error");
        table.put(Outcome.response(503, 1), "5xx gateway-error");
        table.put(Outcome.response(504, 1), "5xx gateway-error");
        table.put(Outcome.response(505, 1), "5xx");
        table.put(failed(CONNECT_FAILURE, true), "5xx connect-failure reset reset-before-request");
        table.put(failed(REFUSED_STREAM, true), "5xx refused-stream reset reset-before-request");
        table.put(failed(STALE_CONNECTION, false), "5xx reset stale-connection");
        table.put(failed(STALE_CONNECTION, true), "5xx reset reset-before-request stale-connection");
        table.put(failed(RESET, false), "5xx reset");
        table.put(failed(RESET, true), "5xx reset reset-before-request");
        table.put(failed(PER_TRY_TIMEOUT, false), "5xx reset");
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

    private static Outcome failed(OutcomeKind kind, boolean neverSent) {
        return Outcome.failure(kind, 1, neverSent, null);
    }

    private static RetryPolicy policy(Duration base, Duration max, Set<RetryOn> on) {
        return new RetryPolicy(true, 2, on, Set.of(), base, max, DEFAULT.budget());
    }
}
