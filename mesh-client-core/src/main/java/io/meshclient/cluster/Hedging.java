package io.meshclient.cluster;

import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.StopReason;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.HedgeBudgetPolicy;
import io.meshclient.policy.HedgePolicy;
import io.meshclient.stats.TokenBudget;
import io.meshclient.time.Internal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a service's calls are hedged, and how many of them: the budget, and the latency by which an answer is late. Safe for
 * use by many threads.
 */
@Internal
public final class Hedging {

    private final HedgePolicy policy;
    private final TokenBudget budget;
    private final @Nullable LateAnswers late; // null where a duration says what is late

    Hedging(HedgePolicy policy, long nowNanos) {
        this.policy = policy;
        HedgeBudgetPolicy tokens = policy.budget();
        budget = new TokenBudget(tokens.ratio(), tokens.reserve(), tokens.ttl().toNanos());
        boolean known = policy.onPerTryTimeout() || policy.delay() != null;
        late = known ? null : new LateAnswers(policy, nowNanos);
    }

    private Hedging(HedgePolicy policy, Hedging shared) {
        this.policy = policy;
        this.budget = shared.budget;
        this.late = shared.late;
    }

    /** As one request wants it: with the same budget, and the latency of all. */
    Hedging as(HedgePolicy asked) {
        return new Hedging(asked, this);
    }

    /**
     * What bounds the hedges of all calls together.
     *
     * @return the one budget of the service
     */
    public TokenBudget budget() {
        return budget;
    }

    /**
     * Attempts of one call that may run at the same time.
     *
     * @return 2 or more
     */
    public int maxInFlight() {
        return policy.maxInFlight();
    }

    /**
     * Whether the per-try timeout sends a hedge instead of ending the attempt.
     *
     * @return true if so
     */
    public boolean onPerTryTimeout() {
        return policy.onPerTryTimeout();
    }

    /**
     * After what time the answer to an attempt is late.
     *
     * @param perTryNanos the call's per-try timeout; 0 for none
     * @param nowNanos the time
     * @return nanoseconds; −1 if it never is, or nothing is known yet
     */
    public long delayNanos(long perTryNanos, long nowNanos) {
        if (policy.onPerTryTimeout()) {
            return perTryNanos > 0 ? perTryNanos : -1;
        }
        Duration fixed = policy.delay();
        if (fixed != null) {
            return fixed.toNanos();
        }
        return late == null ? -1 : late.delayNanos(nowNanos);
    }

    /**
     * What an attempt counts as that is given up because its call is over. Our own cancel says nothing of an endpoint; that a
     * time was up that it had, does.
     *
     * @param wasLate whether its answer was late
     * @param stop why the call is over
     * @return a timeout, or {@link OutcomeKind#CANCELED}
     */
    public OutcomeKind givenUp(boolean wasLate, StopReason stop) {
        if (stop == StopReason.DEADLINE) {
            return OutcomeKind.CALL_TIMEOUT;
        }
        return wasLate && policy.onPerTryTimeout() ? OutcomeKind.PER_TRY_TIMEOUT : OutcomeKind.CANCELED;
    }

    /**
     * An attempt ended. Answers count, timeouts with their time, and what was overtaken with the time until then: else the
     * slow would be missing just because it was given up, and ever more would be late. How soon an attempt failed says nothing.
     *
     * @param outcome what became of it
     * @param verdict what that means
     * @param overtaken whether it was late, and given up because another one was better
     * @param nowNanos the time
     */
    public void learn(Outcome outcome, Verdict verdict, boolean overtaken, long nowNanos) {
        boolean timeout = outcome.kind() == OutcomeKind.PER_TRY_TIMEOUT || outcome.kind() == OutcomeKind.CALL_TIMEOUT;
        if (late != null && (verdict == Verdict.SUCCESS || timeout || overtaken)) {
            late.add(outcome.latencyNanos(), nowNanos);
        }
    }
}
