package io.meshclient.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.ResponseSigns;
import io.meshclient.outcome.Verdict;
import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every algorithm, and what an attempt teaches. */
class AdaptiveLimitTest {

    private static final long MILLI = 1_000_000L;
    private static final LimitRules.Bounds BOUNDS = new LimitRules.Bounds(20, 2, 60);

    private final VirtualTime time = new VirtualTime();

    static List<LimitRules> adaptive() {
        RandomSource random = VirtualTime.seeded(7);
        return List.of(
                new LimitRules.Aimd(BOUNDS, 0.9, 5_000 * MILLI),
                new LimitRules.Vegas(BOUNDS, 1, 30, random),
                new LimitRules.Gradient2(BOUNDS, 1.5, 600, 0.2, 4),
                new LimitRules.Gradient(BOUNDS, 100 * MILLI, 60_000 * MILLI, 0.15, 0.25, 50, random));
    }

    @ParameterizedTest
    @MethodSource("adaptive")
    void itFallsUnderDropsAndRecovers(LimitRules rules) {
        AdaptiveLimit limit = new AdaptiveLimit(rules);
        answer(limit, 200, 10, 300);
        int before = limit.limit();
        assertThat(before).isGreaterThanOrEqualTo(20);
        answer(limit, 503, 1, 300);
        assertThat(limit.limit()).as("after drops").isLessThanOrEqualTo(4);
        answer(limit, 200, 10, 3_000);
        assertThat(limit.limit()).as("after they have ended").isGreaterThanOrEqualTo(20);
    }

    static List<LimitRules> byTheLeastLatency() {
        return adaptive().stream()
                .filter(rules -> rules instanceof LimitRules.Vegas || rules instanceof LimitRules.Gradient)
                .toList();
    }

    /** A server with ten places, where what is beyond them waits; now and then there is a quiet moment. */
    @ParameterizedTest
    @MethodSource("byTheLeastLatency")
    void itFindsWhereLatencyRises(LimitRules rules) {
        AdaptiveLimit limit = new AdaptiveLimit(rules);
        long sum = 0;
        for (int i = 0; i < 6_000; i++) {
            int used = i % 50 == 0 ? 5 : limit.limit();
            sum += i < 1_000 ? 0 : limit.limit();
            time.advance(Duration.ofMillis(1));
            limit.learn(
                    Outcome.response(200, 10 * MILLI * Math.max(10, used) / 10), Verdict.SUCCESS, used, time.nanos());
        }
        assertThat(sum / 5_000.0).isBetween(8.0, 45.0);
    }

    @Test
    void gradient2FallsWhenLatencyRisesAndRecovers() {
        AdaptiveLimit limit = new AdaptiveLimit(new LimitRules.Gradient2(BOUNDS, 1.5, 600, 0.2, 4));
        answer(limit, 200, 10, 300);
        assertThat(limit.limit()).isEqualTo(60);
        answer(limit, 200, 100, 40);
        assertThat(limit.limit()).isLessThan(15);
        answer(limit, 200, 10, 100);
        assertThat(limit.limit()).isEqualTo(60);
    }

    @Property(tries = 100)
    void itStaysWithinItsBoundsWhateverHappens(@ForAll @Size(max = 300) List<@IntRange(max = 99_999) Integer> tape) {
        for (LimitRules rules : adaptive()) {
            AdaptiveLimit limit = new AdaptiveLimit(rules);
            long now = Long.MAX_VALUE - 1_000 * MILLI; // the ticker may wrap around
            for (int step : tape) {
                now += step % 50 * MILLI;
                limit.learn(outcome(step), Verdict.SUCCESS, step % 100, now);
                assertThat(limit.limit()).isBetween(BOUNDS.min(), BOUNDS.max());
                assertThat(limit.room(1)).isBetween(1, limit.room(50));
                assertThat(limit.room(50)).isLessThanOrEqualTo(limit.room(100));
                assertThat(limit.room(100)).isEqualTo(limit.limit());
            }
        }
    }

    private static Outcome outcome(int step) {
        OutcomeKind[] kinds = OutcomeKind.values();
        OutcomeKind kind = kinds[step % kinds.length];
        long latency = (long) step * step;
        return kind == OutcomeKind.RESPONSE
                ? Outcome.response(step % 3 == 0 ? 503 : 200, latency)
                : Outcome.failure(kind, latency, false, null);
    }

    @Test
    void onlyWhatSaysSomethingOfLoadTeaches() {
        assertThat(after(Outcome.response(200, MILLI), Verdict.SUCCESS)).isEqualTo(21);
        assertThat(after(Outcome.response(404, MILLI), Verdict.SUCCESS)).isEqualTo(21);
        for (int status : new int[] {429, 502, 503, 504}) {
            assertThat(after(Outcome.response(status, MILLI), Verdict.FAILURE))
                    .as("%s", status)
                    .isEqualTo(18);
        }
        assertThat(after(
                        new Outcome(
                                OutcomeKind.RESPONSE,
                                500,
                                MILLI,
                                -1,
                                false,
                                null,
                                new ResponseSigns(true, false, false, -1)),
                        Verdict.FAILURE))
                .isEqualTo(18);
        assertThat(after(Outcome.response(500, MILLI), Verdict.FAILURE)).isEqualTo(20);
        assertThat(after(Outcome.response(200, MILLI), Verdict.IGNORED)).isEqualTo(20);
        for (OutcomeKind kind : List.of(
                OutcomeKind.CONNECT_FAILURE,
                OutcomeKind.RESET,
                OutcomeKind.PER_TRY_TIMEOUT,
                OutcomeKind.CALL_TIMEOUT)) {
            assertThat(after(Outcome.failure(kind, MILLI, false, null), Verdict.FAILURE))
                    .as("%s", kind)
                    .isEqualTo(18);
        }
        Outcome cached = new Outcome(OutcomeKind.CACHE_HIT, 200, MILLI, -1, true, null);
        assertThat(after(cached, Verdict.SUCCESS)).isEqualTo(20);
        for (OutcomeKind kind : List.of(
                OutcomeKind.REFUSED_STREAM,
                OutcomeKind.STALE_CONNECTION,
                OutcomeKind.CANCELED,
                OutcomeKind.LOCAL_ERROR)) {
            assertThat(after(Outcome.failure(kind, MILLI, false, null), Verdict.RETRYABLE_FAILURE))
                    .as("%s", kind)
                    .isEqualTo(20);
        }
    }

    private static int after(Outcome outcome, Verdict verdict) {
        AdaptiveLimit limit = new AdaptiveLimit(new LimitRules.Aimd(BOUNDS, 0.9, 5_000 * MILLI));
        limit.learn(outcome, verdict, 20, 0);
        return limit.limit();
    }

    @Test
    void staticIsABulkhead() {
        AdaptiveLimit limit = new AdaptiveLimit(new LimitRules.Fixed(5));
        answer(limit, 503, 1, 10);
        answer(limit, 200, 1, 10);
        assertThat(limit.limit()).isEqualTo(5);
        assertThat(limit.room(90)).isEqualTo(5);
        assertThat(limit.room(50)).isEqualTo(3);
    }

    /** Envoy's: minRtt 10 ms with 25 % is 12.5; at 25 ms the gradient is ½, and 10 becomes 5 + √5. */
    @Test
    void envoysFormulaAtTheEndOfEachWindow() {
        LimitRules.Bounds bounds = new LimitRules.Bounds(10, 3, 1000);
        AdaptiveLimit limit = new AdaptiveLimit(
                new LimitRules.Gradient(bounds, 100 * MILLI, 60_000 * MILLI, 0, 0.25, 50, time.random()));
        for (int i = 0; i < 5; i++) {
            limit.learn(Outcome.response(200, 10 * MILLI), Verdict.SUCCESS, 10, time.nanos());
        }
        time.advance(Duration.ofMillis(100));
        limit.learn(Outcome.response(200, 25 * MILLI), Verdict.SUCCESS, 10, time.nanos());
        assertThat(limit.limit()).isEqualTo((int) (12.5 + Math.sqrt(12.5)));

        AdaptiveLimit slow = new AdaptiveLimit(
                new LimitRules.Gradient(bounds, 100 * MILLI, 60_000 * MILLI, 0, 0.25, 50, time.random()));
        slow.learn(Outcome.response(200, 10 * MILLI), Verdict.SUCCESS, 10, time.nanos());
        time.advance(Duration.ofMillis(100));
        slow.learn(Outcome.response(200, 25 * MILLI), Verdict.SUCCESS, 10, time.nanos());
        time.advance(Duration.ofMillis(99));
        int grown = slow.limit();
        slow.learn(Outcome.response(200, 25 * MILLI), Verdict.SUCCESS, 10, time.nanos());
        assertThat(slow.limit()).as("within the window").isEqualTo(grown);
        time.advance(Duration.ofMillis(1));
        slow.learn(Outcome.response(200, 25 * MILLI), Verdict.SUCCESS, 10, time.nanos());
        assertThat(slow.limit()).isEqualTo((int) (grown / 2.0 + Math.sqrt(grown / 2.0)));
    }

    /** What was the least latency an hour ago may be out of reach for ever. */
    @Test
    void envoysLeastLatencyIsForgottenAfterTwoIntervals() {
        AdaptiveLimit limit = new AdaptiveLimit(new LimitRules.Gradient(
                new LimitRules.Bounds(10, 3, 30), 100 * MILLI, 1_000 * MILLI, 0, 0.25, 50, time.random()));
        answer(limit, 200, 10, 200);
        answer(limit, 200, 40, 60);
        assertThat(limit.limit()).as("four times slower").isLessThan(10);
        answer(limit, 200, 40, 300);
        assertThat(limit.limit()).as("as quick as it ever is").isEqualTo(30);
    }

    /** So many calls, 10 ms apart, all at the limit. */
    private void answer(AdaptiveLimit limit, int status, long millis, int calls) {
        for (int i = 0; i < calls; i++) {
            time.advance(Duration.ofMillis(10));
            Verdict verdict = status < 500 ? Verdict.SUCCESS : Verdict.RETRYABLE_FAILURE;
            limit.learn(Outcome.response(status, millis * MILLI), verdict, limit.limit(), time.nanos());
        }
    }
}
