package io.meshclient.okhttp;

import io.meshclient.balance.PickArgs;
import io.meshclient.call.CallEngine;
import io.meshclient.call.CallEvent;
import io.meshclient.call.Step;
import io.meshclient.cluster.Choice;
import io.meshclient.guard.Admission;
import io.meshclient.guard.Breaker;
import io.meshclient.guard.Refusal;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.StopReason;
import io.meshclient.outcome.Verdict;
import io.meshclient.stats.RetryBudget;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One hop of a call through the mesh, top to bottom: the engine's driver with real sockets. Everything is decided on the
 * thread that runs the front call, and attempts run on it too, unless the call may be hedged ({@link Race}).
 *
 * <p>The order, and why each stands where it stands:
 *
 * <ol>
 *   <li>the service's gate (cap, limit, admission control, rate): refused work must cost nothing, so it comes before all other work;
 *   <li>the engine says LAUNCH or HEDGE: first attempt, a retry that policy, replay safety, deadline and budget allow, or an
 *       attempt beside one whose answer is late;
 *   <li>the service's breaker is asked before every attempt: an open door ends the call, whatever the endpoints say;
 *   <li>the cluster picks and admits: choosing only reads, admission takes, and an endpoint's refusal means pick again;
 *   <li>only now an earlier attempt's response is closed: until here it might still have been the answer;
 *   <li>the deadline's header and those of observers are added: last, so that they are about this attempt;
 *   <li>the attempt is executed as a call of its own;
 *   <li>its outcome is judged once, and then endpoint, breaker, observers and engine learn from that one verdict;
 *   <li>attempts that lost against another are cancelled before the call's story is told: it tells of them too.
 * </ol>
 */
final class MeshCall {

    private static final long FOREVER = Long.MAX_VALUE;

    private final Hop hop;
    private final PickArgs pick;
    private final RetryBudget.@Nullable Share budget;
    private final CallEngine engine;
    private final AttemptJudge judge;
    private final Answers answers = new Answers();
    private final Ending ending;
    private int launched;

    private MeshCall(Hop hop) {
        this.hop = hop;
        this.pick = hop.pick();
        RetryBudget shared = hop.cluster.budget();
        this.budget = shared == null ? null : shared.forCall();
        this.engine = new CallEngine(hop.plan(budget));
        this.judge = new AttemptJudge(hop);
        this.ending = new Ending(hop, judge, answers);
    }

    /** A hop that the gate has let in; what it needs is made after that. */
    static MeshCall entered(Hop hop) throws IOException {
        Directory directory = hop.scope.directory();
        RefusalReason no = hop.cluster.enter(hop.options.priority(), hop.rateKey(), hop.times.start());
        if (directory.closed()) { // asked after taking: whoever closes either counts this call or refuses it
            if (no == null) {
                hop.giveBack();
            }
            throw hop.story.refused(RefusalReason.MESH_CLOSED);
        }
        if (no != null) {
            throw hop.story.refused(no);
        }
        try {
            return new MeshCall(hop);
        } catch (RuntimeException | Error e) {
            hop.giveBack();
            throw e;
        }
    }

    Response run() throws IOException {
        boolean delivered = false;
        try {
            Response response = drive();
            delivered = true;
            return response;
        } finally {
            if (budget != null) {
                budget.release(); // however it ended: a retry that is under way for ever would be lost to all calls
            }
            if (!delivered) {
                ending.settle(StopReason.CANCELED); // whatever went wrong: no attempt outlives its call
                hop.giveBack();
            }
        }
    }

    /** Requests that this hop sent. */
    int sent() {
        return judge.sent();
    }

    private Response drive() throws IOException {
        Step step = engine.on(CallEvent.Started.INSTANCE, hop.times.start());
        while (true) {
            answers.discard(step.discard());
            switch (step.action()) {
                case LAUNCH -> step = launch(false);
                case HEDGE -> step = launch(true);
                case WAIT -> step = await(step);
                case DELIVER -> {
                    return ending.delivered(step);
                }
                case FAIL -> throw ending.failed(step);
                case DISCARD -> throw new IllegalStateException("The engine discards after the end: " + step);
            }
        }
    }

    private Step launch(boolean hedge) throws IOException {
        long now = launched > 0 || awaitFirstAnswer() ? hop.now() : hop.times.start();
        if (hop.scope.hook().isCanceled()) {
            return engine.on(CallEvent.Canceled.INSTANCE, now);
        }
        Breaker breaker = hop.cluster.breaker();
        if (breaker != null && !breaker.tryAcquire()) {
            return notAdmitted(Refusal.BREAKER_OPEN, now);
        }
        pick.othersOnly(hedge);
        Choice choice = hop.cluster.admit(pick, now);
        Admission admission = choice.admission();
        if (admission == null) {
            if (breaker != null) {
                breaker.release();
            }
            return notAdmitted(Objects.requireNonNull(choice.refusal()), now);
        }
        Attempt attempt = AttemptCalls.attempt(hop, launched++, choice, admission);
        attempt.breaker = breaker;
        attempt.hedge = hedge;
        Step step = engine.on(new CallEvent.Admitted(attempt.number()), now);
        answers.discard(step.discard());
        prepare(attempt);
        return hop.race == null ? execute(attempt) : join(hop.race, attempt, step);
    }

    private boolean awaitFirstAnswer() throws IOException {
        try {
            return FirstAnswer.await(hop.cluster, hop.scope, hop.times.lastLaunch());
        } catch (InterruptedIOException e) {
            throw ending.over(e, StopReason.CANCELED);
        }
    }

    private Step notAdmitted(Refusal refused, long now) {
        hop.story.refusedBy(refused.reason());
        return engine.on(new CallEvent.NotAdmitted(refused.reason()), now);
    }

    private void prepare(Attempt attempt) {
        try {
            attempt.call = AttemptCalls.call(hop, attempt, judge.sent());
        } catch (RuntimeException | Error e) {
            judge.neverMade(attempt);
            ending.over(e, StopReason.NOT_RETRYABLE);
            throw e;
        }
    }

    private Step execute(Attempt attempt) throws IOException {
        Throwable failure = null;
        Response response = null;
        try {
            response = attempt.call().execute();
        } catch (Throwable t) { // OkHttp lets an undeclared InterruptedException through
            failure = t;
        }
        return ended(attempt, response, failure, hop.now());
    }

    /** On a thread of its own; whoever is under way is asked by no other attempt, if that can be. */
    private Step join(Race others, Attempt attempt, Step step) {
        pick.exclude(attempt.endpoint());
        others.start(attempt);
        return step;
    }

    /** Waits for the time of a retry or a hedge, and for attempts on other threads; a cancel ends it at once. */
    private Step await(Step step) throws IOException {
        boolean wakes = step.wakeAtNanos() != Step.NEVER;
        while (true) {
            if (hop.scope.hook().isCanceled()) {
                return engine.on(CallEvent.Canceled.INSTANCE, hop.now());
            }
            Race.Runner done = hop.race == null ? null : hop.race.poll(); // before the time: who is here is not late
            if (done != null) {
                return ended(done.attempt, done.response, done.failure, done.endedAt);
            }
            long now = hop.now();
            if (wakes && now >= step.wakeAtNanos()) {
                return engine.on(woken(), now);
            }
            try {
                hop.scope.hook().park(wakes ? step.wakeAtNanos() - now : FOREVER);
            } catch (InterruptedIOException e) {
                throw ending.over(e, StopReason.CANCELED);
            }
        }
    }

    private CallEvent.Woken woken() {
        boolean alone = hop.race != null && hop.race.underWay() > 0 && !hop.cluster.hasUntried(pick);
        return alone ? CallEvent.Woken.NOBODY_ELSE : CallEvent.Woken.INSTANCE;
    }

    private Step ended(Attempt attempt, @Nullable Response response, @Nullable Throwable failure, long now)
            throws IOException {
        Outcome outcome = judge.outcome(attempt, response, failure, now);
        Verdict verdict = judge.judge(attempt, outcome, now);
        if (failure != null) {
            ending.rethrowIfNotOurs(failure, outcome, attempt.call());
            hop.story.failedWith(failure);
        } else {
            answers.keep(attempt);
        }
        if (outcome.kind() == OutcomeKind.STALE_CONNECTION) {
            pick.allowSameAgain();
        }
        pick.attempted(attempt.endpoint());
        CallEvent event = new CallEvent.Ended(attempt.number(), outcome, verdict, facts(attempt, outcome));
        Step step =
                engine.on(event, hop.race == null ? now : hop.now()); // it may be a while since another thread saw it
        ending.tellUser(failure, step.action() == Step.Action.LAUNCH || step.action() == Step.Action.WAIT);
        return step;
    }

    private CallEvent.Facts facts(Attempt attempt, Outcome outcome) {
        return new CallEvent.Facts(
                attempt.response != null,
                Replays.spent(hop.request, attempt),
                outcome.retryAfterNanos() >= 0
                        && hop.scope.retry().rules().previousHosts()
                        && hop.cluster.hasUntried(pick));
    }
}
