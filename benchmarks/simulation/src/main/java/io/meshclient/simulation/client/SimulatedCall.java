package io.meshclient.simulation.client;

import io.meshclient.balance.PickArgs;
import io.meshclient.call.AttemptTime;
import io.meshclient.call.CallEngine;
import io.meshclient.call.CallEvent;
import io.meshclient.call.CallPlan;
import io.meshclient.call.HedgePlan;
import io.meshclient.call.Step;
import io.meshclient.cluster.EndpointState;
import io.meshclient.cluster.Hedging;
import io.meshclient.guard.Breaker;
import io.meshclient.guard.Refusal;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.StopReason;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.CallPriority;
import io.meshclient.policy.RetryRules;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.simulation.loop.EventLoop;
import io.meshclient.stats.RetryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call: the engine's driver in virtual time. What it does, and in which order, is what {@code MeshCall} does over
 * sockets: the service's cap; the engine; the service's breaker before every attempt; pick and admit; only then the
 * earlier response is closed; the attempt; its outcome, judged once, from which breaker, endpoint and engine learn.
 *
 * <p>Left out is what needs sockets: connections and their pools, bodies (a response ends with its headers), redirects,
 * the caller's cancel.
 */
final class SimulatedCall {

    final Client client;
    final long number;
    private final ServiceConfig config;
    private final Runnable whenOver;
    private final long start;
    private final long deadline;
    private final PickArgs pick;
    private final CallEngine engine;
    private final RetryBudget.@Nullable Share budget;
    private final @Nullable Hedging hedging; // null if this call cannot be hedged
    private final long perTryNanos;
    private final long lateNanos; // after what time an answer is late; negative for never
    private final List<Attempt> inFlight = new ArrayList<>(2);
    private final List<Attempt> responses = new ArrayList<>(2); // not yet closed
    private int launched;
    private EventLoop.@Nullable Event wake;

    SimulatedCall(Client client, long number, Runnable whenOver) {
        this.client = client;
        this.number = number;
        this.whenOver = whenOver;
        this.config = client.config();
        this.start = client.loop.nanos();
        long callNanos = config.timeouts().call().toNanos();
        this.deadline = callNanos == 0 ? Step.NEVER : start + callNanos;
        RetryRules rules = config.retry().rules();
        this.pick = new PickArgs(client.runtime.random())
                .limitedTo(config.limit().percent(CallPriority.DEFAULT))
                .avoiding(rules.previousHosts(), rules.previousPriorities());
        boolean replayable =
                config.retry().methods().contains(client.scenario.load().method());
        RetryBudget shared = client.cluster.budget();
        this.budget = shared == null ? null : shared.forCall();
        this.hedging = replayable ? client.cluster.hedging() : null;
        this.perTryNanos = config.timeouts().perTry().toNanos();
        this.lateNanos = hedging == null ? -1 : hedging.delayNanos(perTryNanos, start);
        HedgePlan hedge = hedging == null ? null : new HedgePlan(lateNanos, hedging.maxInFlight(), hedging.budget());
        this.engine = new CallEngine(
                new CallPlan(config.retry(), budget, replayable, deadline, hedge, client.runtime.random()));
    }

    void start() {
        if (client.cluster.enter(CallPriority.DEFAULT, 0, start) == null) {
            perform(engine.on(CallEvent.Started.INSTANCE, start));
        } else {
            report(true);
        }
    }

    private void perform(Step first) {
        Step step = first;
        while (true) {
            close(step.discard());
            switch (step.action()) {
                case LAUNCH -> step = launch(false);
                case HEDGE -> step = launch(true);
                case WAIT -> {
                    await(step.wakeAtNanos());
                    return;
                }
                case DELIVER -> {
                    end(step.attempt(), Objects.requireNonNull(step.stop()));
                    return;
                }
                case FAIL -> {
                    end(Step.NONE, Objects.requireNonNull(step.stop()));
                    return;
                }
                case DISCARD -> {
                    close(step.attempt());
                    return;
                }
            }
        }
    }

    private void await(long wakeAt) {
        client.loop.cancel(wake);
        wake = wakeAt == Step.NEVER
                ? null
                : client.loop.at(wakeAt, () -> perform(engine.on(woken(), client.loop.nanos())));
    }

    private CallEvent.Woken woken() {
        boolean alone = !inFlight.isEmpty() && !client.chooser.hasUntried(pick);
        return alone ? CallEvent.Woken.NOBODY_ELSE : CallEvent.Woken.INSTANCE;
    }

    private Step launch(boolean hedge) {
        long now = client.loop.nanos();
        Breaker breaker = client.cluster.breaker();
        if (breaker != null && !breaker.tryAcquire()) {
            return notAdmitted(Refusal.BREAKER_OPEN, now);
        }
        pick.othersOnly(hedge);
        Target target = client.chooser.choose(pick, now);
        if (target == null) {
            if (breaker != null) {
                breaker.release();
            }
            return notAdmitted(client.chooser.refusal(), now);
        }
        Attempt attempt = new Attempt(this, launched++, target);
        inFlight.add(attempt);
        Step step = engine.on(new CallEvent.Admitted(attempt.number), now);
        if (lateNanos >= 0 && target.candidate() != null) {
            pick.exclude(target.candidate()); // whoever is under way is asked by no other attempt, if that can be
        }
        boolean goesOn = lateNanos >= 0 && hedging != null && hedging.onPerTryTimeout();
        attempt.send(AttemptTime.of(now, deadline, goesOn ? 0 : perTryNanos));
        return step;
    }

    private Step notAdmitted(Refusal refusal, long now) {
        return engine.on(new CallEvent.NotAdmitted(refusal.reason()), now);
    }

    /** An attempt's headers came, or it failed before them. */
    void ended(Attempt attempt, Outcome outcome) {
        long now = client.loop.nanos();
        inFlight.remove(attempt);
        Verdict verdict = config.retry().classify(outcome);
        Breaker breaker = client.cluster.breaker();
        if (breaker != null) {
            breaker.learn(outcome, verdict);
        }
        if (client.cluster.wantsReports()
                && verdict != Verdict.IGNORED
                && attempt.target.candidate() instanceof EndpointState endpoint) {
            client.cluster.reported(endpoint, attempt.report(), outcome.chargesPenalty(), now);
        }
        if (hedging != null) {
            hedging.learn(outcome, verdict, attempt.target.admission().isOvertaken(), now);
        }
        attempt.target.admission().headers(outcome, verdict, now);
        if (outcome.hasResponse()) {
            responses.add(attempt);
        } else {
            attempt.target.admission().end();
        }
        if (attempt.target.candidate() != null) {
            pick.attempted(attempt.target.candidate());
        }
        boolean elsewhere = outcome.retryAfterNanos() >= 0
                && config.retry().rules().previousHosts()
                && client.chooser.hasUntried(pick);
        CallEvent.Facts facts = new CallEvent.Facts(outcome.hasResponse(), false, elsewhere);
        perform(engine.on(new CallEvent.Ended(attempt.number, outcome, verdict, facts), now));
    }

    private void close(int number) {
        for (int i = 0; i < responses.size() && number != Step.NONE; i++) {
            if (responses.get(i).number == number) {
                responses.remove(i).target.admission().end();
                return;
            }
        }
    }

    private void end(int delivered, StopReason stop) {
        client.loop.cancel(wake);
        boolean lost = true;
        for (Attempt response : responses) {
            lost &= response.number != delivered || response.status() >= 500;
            response.target.admission().end();
        }
        responses.clear();
        if (budget != null) {
            budget.release();
        }
        client.cluster.calls().giveBack();
        List.copyOf(inFlight).forEach(loser -> giveUp(loser, stop));
        report(lost);
    }

    private void giveUp(Attempt attempt, StopReason stop) {
        long latency = client.loop.nanos() - attempt.target.admission().startNanos();
        boolean late = lateNanos >= 0 && latency >= lateNanos;
        if (late) {
            attempt.target.admission().overtaken();
        }
        attempt.cancel(hedging == null ? OutcomeKind.CANCELED : hedging.givenUp(late, stop));
    }

    private void report(boolean lost) {
        client.ended(start, lost);
        whenOver.run();
    }
}
