package io.meshclient.call;

import io.meshclient.call.CallEvent.Admitted;
import io.meshclient.call.CallEvent.Canceled;
import io.meshclient.call.CallEvent.Ended;
import io.meshclient.call.CallEvent.Facts;
import io.meshclient.call.CallEvent.NotAdmitted;
import io.meshclient.call.CallEvent.Started;
import io.meshclient.call.CallEvent.Woken;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.StopReason;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.RetryPolicy;
import io.meshclient.time.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Decides, for one call, when to try again, when to send a further attempt beside one that runs, what to deliver and when to
 * give up. A state machine with a single owner: no I/O, no clock, no threads, no locks; a driver with real sockets and a
 * driver in virtual time run the same decisions.
 *
 * <p>What always holds: at most one response is delivered, every other is discarded; never more than {@code 1 +
 * max-retries} attempts, one that makes a stale connection good, and hedges; of these at most {@code max-in-flight − 1};
 * never more than {@code max-in-flight} at the same time, without hedging one; each retry and each hedge has taken a token
 * of its own budget; nothing is launched after a cancel, a delivery or the deadline.
 */
@Internal
public final class CallEngine {

    private final CallPlan plan;
    private final @Nullable HedgePlan hedge;
    private int retries;
    private int hedges;
    private int inFlight;
    private int held = Step.NONE; // a failed attempt's response, kept until the next attempt is admitted
    private long wakeAt = Step.NEVER;
    private boolean launching;
    private boolean hedging; // what is being launched is a hedge
    private boolean retryWaits;
    private boolean staleMadeGood;
    private boolean over;

    /**
     * An engine for one call.
     *
     * @param plan what is decided about it
     */
    public CallEngine(CallPlan plan) {
        this.plan = plan;
        this.hedge = plan.replayable() ? plan.hedge() : null;
    }

    /**
     * Takes an event and says what to do. Events after the end are answered with DISCARD.
     *
     * @param event what happened
     * @param now the time, by the ticker
     * @return what to do next
     */
    public Step on(CallEvent event, long now) {
        if (event instanceof Ended ended) {
            return ended(ended, now);
        }
        if (over) {
            return Step.discard(Step.NONE);
        }
        if (event instanceof Admitted) {
            return admitted(now);
        }
        if (event instanceof NotAdmitted refused) {
            return notAdmitted(refused.reason(), now);
        }
        if (event instanceof Started) {
            return started(now);
        }
        if (event instanceof Woken woken) {
            return woken(woken, now);
        }
        if (event instanceof Canceled) {
            return fail(StopReason.CANCELED);
        }
        throw new IllegalArgumentException("Unknown event " + event);
    }

    private Step started(long now) {
        if (plan.budget() != null) {
            plan.budget().deposit(now);
        }
        if (hedge != null) {
            hedge.budget().deposit(now);
        }
        return pastDeadline(now) ? fail(StopReason.DEADLINE) : launch();
    }

    private Step launch() {
        launching = true;
        retryWaits = false;
        wakeAt = Step.NEVER;
        return Step.LAUNCH;
    }

    private Step admitted(long now) {
        launching = false;
        hedging = false;
        inFlight++;
        int discard = held;
        held = Step.NONE;
        wakeAt = hedge != null && mayHedge(hedge, now) ? now + hedge.delayNanos() : Step.NEVER;
        return Step.await(discard, wakeAt);
    }

    private boolean mayHedge(HedgePlan by, long now) {
        return by.isArmed()
                && inFlight < by.maxInFlight()
                && hedges < by.maxInFlight() - 1
                && fits(by.delayNanos(), now);
    }

    private Step notAdmitted(RefusalReason reason, long now) {
        launching = false;
        if (hedging && hedge != null) {
            hedging = false;
            hedge.budget().giveBack(now);
        }
        if (inFlight > 0) {
            return Step.await(Step.NONE, Step.NEVER);
        }
        boolean byBreaker = reason == RefusalReason.BREAKER_OPEN;
        return giveUp(held == Step.NONE || byBreaker ? StopReason.REFUSED : StopReason.NO_OTHER_ENDPOINT);
    }

    private Step woken(Woken how, long now) {
        if (launching || wakeAt == Step.NEVER || now - wakeAt < 0) {
            return Step.await(Step.NONE, wakeAt);
        }
        if (pastDeadline(now)) {
            return giveUp(StopReason.DEADLINE);
        }
        return retryWaits ? launch() : late(how, now);
    }

    /** Without anybody else to ask, or a token, the attempts that run go on, and no other joins them. */
    private Step late(Woken how, long now) {
        wakeAt = Step.NEVER;
        HedgePlan by = hedge;
        if (by == null || how == Woken.NOBODY_ELSE || !by.budget().withdraw(now)) {
            return Step.await(Step.NONE, Step.NEVER);
        }
        hedges++;
        launch();
        hedging = true;
        return Step.HEDGE;
    }

    private Step ended(Ended ended, long now) {
        inFlight--;
        if (over) {
            return Step.discard(ended.attempt());
        }
        Verdict verdict = ended.verdict();
        if (verdict == Verdict.SUCCESS || ended.outcome().kind() == OutcomeKind.CACHE_HIT) {
            return deliver(ended.attempt(), StopReason.ANSWERED);
        }
        StopReason stop = whyNotAgain(ended, now);
        if (stop == null) {
            int older = hold(ended);
            retryWaits = wakeAt - now > 0;
            return retryWaits ? Step.await(older, wakeAt) : launchAgain(older);
        }
        boolean another = inFlight > 0 || launching || retryWaits;
        if (another && stop != StopReason.CANCELED) {
            return Step.await(hold(ended), wakeAt); // the other attempt may still do better
        }
        return end(ended, stop);
    }

    /** A retry without a wait: an older response that was held makes room at once. */
    private Step launchAgain(int older) {
        launch();
        return new Step(Step.Action.LAUNCH, Step.NONE, older, Step.NEVER, null);
    }

    private int hold(Ended ended) {
        int older = Step.NONE;
        if (ended.facts().hasResponse()) {
            older = held;
            held = ended.attempt();
        }
        return older;
    }

    private Step end(Ended ended, StopReason stop) {
        if (ended.facts().hasResponse()) {
            return deliver(ended.attempt(), stop);
        }
        boolean timeUp = stop == StopReason.DEADLINE || ended.outcome().kind() == OutcomeKind.CALL_TIMEOUT;
        return fail(timeUp ? StopReason.DEADLINE : stop);
    }

    /** Null if another attempt is to be made, at {@link #wakeAt}; retry and budget are then taken. */
    private @Nullable StopReason whyNotAgain(Ended ended, long now) {
        Outcome outcome = ended.outcome();
        Facts facts = ended.facts();
        RetryPolicy retry = plan.retry();
        if (outcome.kind() == OutcomeKind.CANCELED) {
            return StopReason.CANCELED;
        }
        if (outcome.kind() == OutcomeKind.CALL_TIMEOUT || pastDeadline(now)) {
            return StopReason.DEADLINE;
        }
        if (ended.verdict() != Verdict.RETRYABLE_FAILURE) {
            return StopReason.NOT_RETRYABLE;
        }
        if (!retry.enabled()) {
            return StopReason.RETRY_DISABLED;
        }
        if (!plan.replayable() && !outcome.neverSent()) {
            return StopReason.NOT_REPLAYABLE;
        }
        if (facts.bodySpent()) {
            return StopReason.BODY_NOT_REPEATABLE;
        }
        if (launching || retryWaits) {
            return StopReason.RETRIES_EXHAUSTED; // another launch is on its way already
        }
        if (outcome.kind() == OutcomeKind.STALE_CONNECTION && !staleMadeGood) {
            staleMadeGood = true;
            wakeAt = now;
            return null;
        }
        return charged(outcome, facts, now);
    }

    private @Nullable StopReason charged(Outcome outcome, Facts facts, long now) {
        if (!retriesLeft()) {
            return StopReason.RETRIES_EXHAUSTED;
        }
        long wait = waitNanos(outcome, facts);
        if (!fits(wait, now)) {
            return StopReason.DEADLINE;
        }
        if (!withdraw(now)) {
            return StopReason.BUDGET_EXHAUSTED;
        }
        retries++;
        wakeAt = now + wait;
        return null;
    }

    /**
     * What asks for a time gets it, or is not retried; but a 503 speaks for its endpoint only: with another one at hand
     * the usual back-off is enough; without, its time is respected. A time that is too long counts as none. Beside an attempt
     * that runs there is no back-off, nor for the first retry of a call that would have been hedged a moment later.
     */
    private long waitNanos(Outcome outcome, Facts facts) {
        boolean atOnce = inFlight > 0 || hedge != null && hedge.isArmed() && retries + hedges == 0;
        long backOff = atOnce ? 0 : plan.retry().backOffNanos(retries, plan.random());
        long asked = outcome.retryAfterNanos();
        boolean endpointsOwn = outcome.status() == 503 && !outcome.signs().rateLimited();
        if (!plan.retry().counts(asked) || endpointsOwn && facts.elsewhere()) {
            return backOff;
        }
        return Math.max(backOff, RetryPolicy.afterNanos(asked, plan.random()));
    }

    private boolean fits(long wait, long now) {
        return plan.deadlineNanos() == Step.NEVER || now + wait - plan.deadlineNanos() < 0;
    }

    private boolean retriesLeft() {
        return plan.retry().enabled() && retries < plan.retry().maxRetries();
    }

    private boolean withdraw(long now) {
        return plan.budget() == null || plan.budget().withdraw(now);
    }

    private boolean pastDeadline(long now) {
        return plan.deadlineNanos() != Step.NEVER && now - plan.deadlineNanos() >= 0;
    }

    private Step giveUp(StopReason stop) {
        return held != Step.NONE ? deliver(held, stop) : fail(stop);
    }

    private Step deliver(int attempt, StopReason stop) {
        over = true;
        int discard = held == attempt ? Step.NONE : held;
        held = Step.NONE;
        return Step.deliver(attempt, discard, stop);
    }

    private Step fail(StopReason stop) {
        over = true;
        int discard = held;
        held = Step.NONE;
        return new Step(Step.Action.FAIL, Step.NONE, discard, Step.NEVER, stop);
    }
}
