package io.meshclient.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.outcome.StopReason;
import io.meshclient.policy.RetryPolicy;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.stats.TokenBudget;
import io.meshclient.testing.VirtualTime;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What holds whatever happens to a call; {@link CallModel} checks each step. */
class CallEnginePropertiesTest {

    private static final long MILLI = 1_000_000L;
    private static final long START = 1_000_000_000_000L;
    private static final long LONG_TTL = 1_000_000_000_000_000L; // nothing of a budget expires within a test

    @Property(tries = 5_000)
    void aCallEndsOnceAndLosesNoResponse(
            @ForAll @Size(max = 120) List<@IntRange(max = 1 << 16) Integer> tape,
            @ForAll @IntRange(max = 4) int maxRetries,
            @ForAll boolean replayable,
            @ForAll @LongRange(min = -1, max = 200) long hedgeMillis,
            @ForAll @IntRange(min = 2, max = 4) int maxInFlight,
            @ForAll @LongRange(max = 5_000) long deadlineMillis,
            @ForAll boolean answersAtOnce) {
        long deadline = deadlineMillis == 0 ? Step.NEVER : START + deadlineMillis * MILLI;
        HedgePlan hedge = hedge(hedgeMillis, maxInFlight, plenty());
        CallPlan plan = plan(maxRetries, null, replayable, deadline, hedge);

        CallModel model = new CallModel(plan, START, tape, answersAtOnce);
        model.run();

        assertThat(model.launches).as("%s", model).isLessThanOrEqualTo(1 + maxRetries + model.uncharged);
        boolean may = replayable && hedge != null;
        assertThat(model.hedges).as("%s", model).isLessThanOrEqualTo(may ? maxInFlight - 1 : 0);
    }

    @Property(tries = 5_000)
    void aRetryWithoutATokenIsNeverMade(
            @ForAll @Size(max = 80) List<@IntRange(max = 1 << 16) Integer> tape,
            @ForAll @IntRange(max = 3) int tokens,
            @ForAll @LongRange(min = -1, max = 100) long hedgeMillis,
            @ForAll boolean answersAtOnce) {
        TokenBudget budget = holding(tokens);
        double before = budget.available(START);
        CallPlan plan = plan(5, budget, true, Step.NEVER, hedge(hedgeMillis, 3, plenty()));

        CallModel model = new CallModel(plan, START, tape, answersAtOnce);
        model.run();

        double taken = before - budget.available(START + 1_000_000 * MILLI);
        assertThat(model.launches).as("%s", model).isLessThanOrEqualTo(1 + tokens + model.uncharged);
        assertThat(taken).as("tokens of %s", model).isLessThanOrEqualTo(tokens);
        assertThat(model.launches - 1 - model.uncharged)
                .as("each charged launch has its token: %s", model)
                .isLessThanOrEqualTo((int) Math.round(taken));
    }

    @Property(tries = 5_000)
    void aHedgeWithoutATokenIsNeverMade(
            @ForAll @Size(max = 80) List<@IntRange(max = 1 << 16) Integer> tape,
            @ForAll @IntRange(max = 3) int tokens,
            @ForAll @LongRange(max = 100) long hedgeMillis,
            @ForAll boolean answersAtOnce) {
        TokenBudget budget = holding(tokens);
        CallPlan plan = plan(5, null, true, Step.NEVER, hedge(hedgeMillis, 4, budget));

        CallModel model = new CallModel(plan, START, tape, answersAtOnce);
        model.run();

        double left = budget.available(START + 1_000_000 * MILLI);
        assertThat(left).as("tokens left by %s", model).isNotNegative();
        assertThat(Math.round(tokens - left))
                .as("each hedge that was sent has its token, and no other has one: %s", model)
                .isEqualTo(model.hedges - model.hedgesRefused);
    }

    @Property(tries = 2_000)
    void theSameHoldsWhenTheClockWrapsAround(
            @ForAll @Size(max = 60) List<@IntRange(max = 1 << 16) Integer> tape,
            @ForAll @LongRange(max = 2_000) long beforeTheEnd) {
        long start = Long.MAX_VALUE - 1 - beforeTheEnd * MILLI;
        CallPlan plan = plan(2, null, true, start + 1_500 * MILLI, null);

        CallModel model = new CallModel(plan, start, tape, true);
        model.run();

        assertThat(model.launches).as("%s", model).isLessThanOrEqualTo(1 + 2 + model.uncharged);
    }

    @Property(tries = 2_000)
    void withoutRetriesThereIsOneLaunchBesideTheHedge(
            @ForAll @Size(max = 30) List<@IntRange(max = 1 << 16) Integer> tape,
            @ForAll @LongRange(min = -1, max = 100) long hedgeMillis) {
        RetryPolicy off = ServiceConfig.of("orders", s -> s.endpoints("a:1").retry(r -> r.enabled(false)))
                .retry();
        HedgePlan hedge = hedge(hedgeMillis, 2, plenty());
        CallPlan plan = new CallPlan(off, null, true, Step.NEVER, hedge, VirtualTime.seeded(7));

        CallModel model = new CallModel(plan, START, tape, true);
        model.run();

        assertThat(model.launches).as("%s", model).isEqualTo(1);
        assertThat(model.hedges).as("%s", model).isLessThanOrEqualTo(1);
        assertThat(model.stop).as("%s", model).isNotEqualTo(StopReason.RETRIES_EXHAUSTED);
    }

    private static TokenBudget plenty() {
        return holding(100);
    }

    private static TokenBudget holding(int tokens) {
        return new TokenBudget(0, tokens / (LONG_TTL / 1e9), LONG_TTL);
    }

    private static @Nullable HedgePlan hedge(long millis, int maxInFlight, TokenBudget budget) {
        return millis < 0 ? null : new HedgePlan(millis * MILLI, maxInFlight, budget);
    }

    private static CallPlan plan(
            int maxRetries,
            @Nullable TokenBudget budget,
            boolean replayable,
            long deadline,
            @Nullable HedgePlan hedge) {
        RetryPolicy retry = ServiceConfig.of("orders", s -> s.endpoints("a:1").retry(r -> r.maxRetries(maxRetries)))
                .retry();
        return new CallPlan(retry, budget, replayable, deadline, hedge, VirtualTime.seeded(42));
    }
}
