package io.meshclient.okhttp;

import io.meshclient.balance.PickArgs;
import io.meshclient.call.AttemptTime;
import io.meshclient.call.CallEngine;
import io.meshclient.call.CallEvent;
import io.meshclient.call.CallPlan;
import io.meshclient.call.HedgePlan;
import io.meshclient.call.Step;
import io.meshclient.cluster.Choice;
import io.meshclient.cluster.Cluster;
import io.meshclient.cluster.Hedging;
import io.meshclient.guard.Admission;
import io.meshclient.guard.Refusal;
import io.meshclient.guard.ServiceBreaker;
import io.meshclient.observe.AttemptObserver;
import io.meshclient.observe.AttemptStarted;
import io.meshclient.observe.CallObserver;
import io.meshclient.observe.CallStarted;
import io.meshclient.outcome.AttemptReport;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.StopReason;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.CallOptions;
import io.meshclient.policy.CallPriority;
import io.meshclient.policy.RetryRules;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.stats.RetryBudget;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Timeout;
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

    private final Cluster cluster;
    private final ServiceConfig config;
    private final CallScope scope;
    private final RoutedCall.Times times;
    private final ReportSlot slot = new ReportSlot();
    private final Request request;
    private final boolean webSocket;
    private final boolean tellsDeadline;
    private final PickArgs pick;
    private final CallEngine engine;
    private final CallStory story;
    private final CallPriority priority;
    private final long rateKey;
    private final RetryBudget.@Nullable Share budget;
    private final @Nullable Hedging hedging; // null if this call cannot be hedged
    private final long lateNanos; // after what time an answer is late; negative for never
    private final @Nullable Race race; // null unless attempts may run beside each other

    private int launched;
    private int sentHere;
    private @Nullable Attempt kept; // whose response the engine may still want
    private @Nullable Attempt older; // and another one, where attempts run beside each other

    MeshCall(CallScope scope, Cluster cluster, Request original, CallOptions options, RoutedCall.Times times) {
        this.cluster = cluster;
        this.config = cluster.config();
        this.scope = scope;
        this.times = times;
        this.priority = options.priority();
        this.rateKey = HashKeys.of(config.rateLimit().key(), original, scope.chain());
        this.request = original;
        this.webSocket = "websocket".equalsIgnoreCase(original.header("Upgrade"));
        this.tellsDeadline = config.timeouts().deadline().send() && !webSocket && DeadlineHeaders.suit(original);
        CallObserver observer = scope.directory()
                .observer()
                .callStarted(new CallStarted(
                        cluster.name(), request.method(), request.url().toString()));
        this.story = new CallStory(cluster.name(), scope.runtime().ticker(), times.start(), observer);
        if (times.inherited() != null) {
            story.inheritsDeadline();
        }
        RetryRules rules = scope.retry().rules();
        this.pick = new PickArgs(scope.runtime().random())
                .within(options.subset())
                .limitedTo(config.limit().percent(options.priority()))
                .avoiding(rules.previousHosts(), rules.previousPriorities());
        HashKeys.apply(config.balancer(), original, options, scope.chain(), pick);
        RetryBudget shared = cluster.budget();
        this.budget = shared == null ? null : shared.forCall();
        boolean replayable = Replays.allowed(original, options, scope.retry());
        Hedging service = cluster.hedging(scope.hedge());
        this.hedging = replayable && !webSocket && !Replays.writtenOnce(original) ? service : null;
        this.lateNanos = hedging == null ? -1 : hedging.delayNanos(times.perTryNanos(), times.start());
        this.race = lateNanos < 0 ? null : new Race(scope);
        this.engine = new CallEngine(new CallPlan(
                scope.retry(),
                budget,
                replayable,
                times.lastLaunch(),
                hedging == null ? null : new HedgePlan(lateNanos, hedging.maxInFlight(), hedging.budget()),
                scope.runtime().random()));
    }

    Response run() throws IOException {
        RefusalReason no = cluster.enter(priority, rateKey, times.start());
        if (scope.directory().closed()) { // asked after taking: whoever closes either counts this call or refuses it
            if (no == null) {
                returnCall();
            }
            throw story.refused(RefusalReason.MESH_CLOSED);
        }
        if (no != null) {
            throw story.refused(no);
        }
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
                settle(StopReason.CANCELED); // whatever went wrong: no attempt outlives its call
                returnCall();
            }
        }
    }

    /** Requests that this hop sent. */
    int sent() {
        return sentHere;
    }

    private void returnCall() {
        giveBack(cluster, scope.directory());
    }

    private static void giveBack(Cluster cluster, Directory directory) {
        cluster.calls().giveBack();
        directory.callReturned();
    }

    private Response drive() throws IOException {
        Step step = engine.on(CallEvent.Started.INSTANCE, times.start());
        while (true) {
            discard(step.discard());
            switch (step.action()) {
                case LAUNCH -> step = launch(false);
                case HEDGE -> step = launch(true);
                case WAIT -> step = await(step);
                case DELIVER -> {
                    return deliver(step.attempt(), Objects.requireNonNull(step.stop()));
                }
                case FAIL -> {
                    StopReason stop = Objects.requireNonNull(step.stop());
                    settle(stop);
                    discardAll();
                    throw story.failure(stop);
                }
                case DISCARD -> throw new IllegalStateException("The engine discards after the end: " + step);
            }
        }
    }

    /** Waits for the time of a retry or a hedge, and for attempts on other threads; a cancel ends it at once. */
    private Step await(Step step) throws IOException {
        boolean wakes = step.wakeAtNanos() != Step.NEVER;
        while (true) {
            if (scope.hook().isCanceled()) {
                return engine.on(CallEvent.Canceled.INSTANCE, scope.now());
            }
            Race.Runner done = race == null ? null : race.poll(); // before the time: who is here is not late
            if (done != null) {
                return ended(done.attempt, done.response, done.failure, done.endedAt);
            }
            long now = scope.now();
            if (wakes && now >= step.wakeAtNanos()) {
                return engine.on(woken(), now);
            }
            try {
                scope.hook().park(wakes ? step.wakeAtNanos() - now : FOREVER);
            } catch (InterruptedIOException e) {
                throw over(e, StopReason.CANCELED);
            }
        }
    }

    private CallEvent.Woken woken() {
        boolean alone = race != null && race.underWay() > 0 && !cluster.hasUntried(pick);
        return alone ? CallEvent.Woken.NOBODY_ELSE : CallEvent.Woken.INSTANCE;
    }

    private Step launch(boolean hedge) throws IOException {
        long now = launched > 0 || awaitFirstAnswer() ? scope.now() : times.start();
        if (scope.hook().isCanceled()) {
            return engine.on(CallEvent.Canceled.INSTANCE, now);
        }
        ServiceBreaker breaker = cluster.breaker();
        if (breaker != null && !breaker.tryAcquire()) {
            return notAdmitted(Refusal.BREAKER_OPEN, now);
        }
        pick.othersOnly(hedge);
        Choice choice = cluster.admit(pick, now);
        Admission admission = choice.admission();
        if (admission == null) {
            if (breaker != null) {
                breaker.release();
            }
            return notAdmitted(Objects.requireNonNull(choice.refusal()), now);
        }
        Attempt attempt = attempt(choice, admission);
        attempt.breaker = breaker;
        attempt.hedge = hedge;
        Step step = engine.on(new CallEvent.Admitted(attempt.number()), now);
        discard(step.discard());
        prepare(attempt);
        return race == null ? execute(attempt) : join(race, attempt, step);
    }

    private boolean awaitFirstAnswer() throws IOException {
        try {
            return FirstAnswer.await(cluster, scope, times.lastLaunch());
        } catch (InterruptedIOException e) {
            throw over(e, StopReason.CANCELED);
        }
    }

    private Step notAdmitted(Refusal refused, long now) {
        story.refusedBy(refused.reason());
        return engine.on(new CallEvent.NotAdmitted(refused.reason()), now);
    }

    private Attempt attempt(Choice choice, Admission admission) {
        var endpoint = Objects.requireNonNull(choice.endpoint());
        EndpointBinding binding = scope.client().binding(endpoint, scope.chain().getDns());
        CallScope own = race == null ? scope : race.scopeOfNext();
        Attempt attempt = new Attempt(launched++, endpoint, binding, admission, own);
        attempt.maxAgeNanos = config.connection().maxAge().toNanos();
        return attempt;
    }

    /** On a thread of its own; whoever is under way is asked by no other attempt, if that can be. */
    private Step join(Race others, Attempt attempt, Step step) {
        pick.exclude(attempt.endpoint());
        others.start(attempt);
        return step;
    }

    private Step execute(Attempt attempt) throws IOException {
        Throwable failure = null;
        Response response = null;
        try {
            response = attempt.call().execute();
        } catch (Throwable t) { // OkHttp lets an undeclared InterruptedException through
            failure = t;
        }
        return ended(attempt, response, failure, scope.now());
    }

    private Step ended(Attempt attempt, @Nullable Response response, @Nullable Throwable failure, long now)
            throws IOException {
        Outcome outcome = outcome(attempt, response, failure, now);
        if (outcome.kind() == OutcomeKind.STALE_CONNECTION) {
            attempt.binding().evict(); // every other idle connection is as old
            pick.allowSameAgain();
        }
        if (response != null && outcome.kind() == OutcomeKind.RESPONSE && Signals.saysUnhealthy(response)) {
            attempt.endpoint().saysUnhealthy();
        }
        Verdict verdict =
                times.saysNothing(outcome) ? Verdict.IGNORED : scope.retry().classify(outcome);
        learn(attempt, outcome, verdict, now);
        if (failure != null) {
            rethrowIfNotOurs(failure, outcome, attempt.call());
            story.failedWith(failure);
        } else {
            older = kept;
            kept = attempt;
        }
        pick.attempted(attempt.endpoint());
        CallEvent.Facts facts = new CallEvent.Facts(
                response != null,
                Replays.spent(request, attempt),
                outcome.retryAfterNanos() >= 0 && scope.retry().rules().previousHosts() && cluster.hasUntried(pick));
        CallEvent event = new CallEvent.Ended(attempt.number(), outcome, verdict, facts);
        Step step = engine.on(event, race == null ? now : scope.now()); // it may be a while since another thread saw it
        tellUser(failure, step.action() == Step.Action.LAUNCH || step.action() == Step.Action.WAIT);
        return step;
    }

    private Outcome outcome(Attempt attempt, @Nullable Response response, @Nullable Throwable failure, long now) {
        sentHere += attempt.rounds();
        long latency = now - attempt.admission().startNanos();
        if (response == null) {
            boolean canceled = scope.hook().isCanceled();
            return Outcomes.of(Objects.requireNonNull(failure), attempt, attempt.call(), canceled, latency);
        }
        attempt.call().timeout().cancel(); // the per-try timeout, and the call's, end at the headers
        attempt.response = response;
        return Outcomes.of(
                response, attempt, latency, scope.retry(), scope.runtime().ticker());
    }

    /** OkHttp asks itself on every failure whether to go on; attempts never do, so the user hears the mesh's decision. */
    private void tellUser(@Nullable Throwable failure, boolean goesOn) {
        EventListener user = scope.listener();
        if (user != null && failure instanceof IOException io) {
            try {
                if (race == null) {
                    user.retryDecision(scope.front(), io, goesOn);
                } else {
                    race.tell(() -> user.retryDecision(scope.front(), io, goesOn));
                }
            } catch (RuntimeException | Error e) {
                over(e, StopReason.NOT_RETRYABLE);
                throw e;
            }
        }
    }

    /** Whatever goes wrong before there is a call, the endpoint and the breaker get back what they gave. */
    private void prepare(Attempt attempt) {
        try {
            attempt.call = call(attempt);
        } catch (RuntimeException | Error e) {
            long now = scope.now();
            long latency = now - attempt.admission().startNanos();
            Outcome outcome = Outcome.failure(OutcomeKind.LOCAL_ERROR, latency, true, null);
            learn(attempt, outcome, Verdict.FAILURE, now);
            over(e, StopReason.NOT_RETRYABLE);
            throw e;
        }
    }

    private Call call(Attempt attempt) {
        OkHttpClient client = attempt.binding()
                .client(scope.chain(), scope.connectMillis(), config.timeouts().perTryIdleMillis(), webSocket);
        AttemptTime time = AttemptTime.of(attempt.admission().startNanos(), times.deadline(), perTryNanos());
        Call call = client.newCall(edited(attempt, time));
        call.addEventListener(attempt);
        attempt.timeoutIsDeadline = time.isDeadline();
        if (time.nanos() > 0) {
            Timeout ofAttempt = call.timeout();
            ofAttempt.timeout(time.nanos(), TimeUnit.NANOSECONDS);
        }
        if (race == null) {
            scope.hook().run(call);
        } else {
            scope.hook().runBeside(call);
        }
        return call;
    }

    /** A per-try timeout that sends a hedge ends no attempt. */
    private long perTryNanos() {
        return race != null && hedging != null && hedging.onPerTryTimeout() ? 0 : times.perTryNanos();
    }

    /** The attempt's request: the caller's, with a place for the report, its deadline, and what observers set. */
    private Request edited(Attempt attempt, AttemptTime time) {
        Request.Builder sent = request.newBuilder().tag(ReportSlot.class, race == null ? slot : new ReportSlot());
        if (!tellsDeadline && !story.isObserved()) {
            return sent.build();
        }
        HeaderEdits edits = new HeaderEdits(request, sent);
        if (tellsDeadline) {
            DeadlineHeaders.put(request, time, edits);
        }
        if (story.isObserved()) {
            AttemptObserver heard = story.observer()
                    .attemptStarted(new AttemptStarted(
                            cluster.name(),
                            request.method(),
                            request.url().toString(),
                            attempt.endpoint().endpoint(),
                            scope.sentBefore() + sentHere + (race == null ? 0 : race.underWay()),
                            edits,
                            attempt.hedge));
            attempt.observedBy(heard);
        }
        return sent.build();
    }

    private void learn(Attempt attempt, Outcome outcome, Verdict verdict, long now) {
        ServiceBreaker breaker = attempt.breaker;
        if (breaker != null) {
            breaker.learn(outcome, verdict);
        }
        if (cluster.wantsReports() && verdict != Verdict.IGNORED) {
            cluster.reported(attempt.endpoint(), LoadReports.of(attempt.response), outcome.chargesPenalty(), now);
        }
        Admission admission = attempt.admission();
        if (hedging != null) {
            hedging.learn(outcome, verdict, admission.isOvertaken(), now);
        }
        attempt.headers(outcome, verdict, now);
        story.attempted(new AttemptReport(
                attempt.endpoint().key(), admission.startNanos() - times.start(), outcome, verdict, attempt.hedge));
    }

    /** An interrupt is the caller's wish; an exception of the user's own code is handed on as it is. */
    private void rethrowIfNotOurs(Throwable failure, Outcome outcome, Call call) throws IOException {
        if (OkHttpFailures.isInterrupt(failure)
                || outcome.kind() == OutcomeKind.CANCELED && !scope.hook().isCanceled()) {
            call.cancel();
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted");
            interrupted.initCause(failure);
            throw over(interrupted, StopReason.CANCELED);
        }
        if (failure instanceof RuntimeException unchecked) {
            throw over(unchecked, StopReason.NOT_RETRYABLE);
        }
        if (failure instanceof Error error) {
            throw over(error, StopReason.NOT_RETRYABLE);
        }
        if (outcome.kind() == OutcomeKind.LOCAL_ERROR && failure instanceof IOException io) {
            tellUser(io, false);
            throw over(io, StopReason.NOT_RETRYABLE);
        }
    }

    /** The call ends with an exception that the engine has no part in; nothing of it is left behind. */
    private <T extends Throwable> T over(T failure, StopReason stop) {
        settle(stop);
        discardAll();
        return story.ended(failure, stop);
    }

    /** The call is over: attempts that still run are cancelled, and judged at once for what they were until now. */
    private void settle(StopReason stop) {
        if (race == null) {
            return;
        }
        for (Race.Runner each : race.takeAll()) {
            if (each.giveUp()) {
                givenUp(each.attempt, stop);
            } else {
                cameTooLate(each);
            }
        }
    }

    private void givenUp(Attempt attempt, StopReason stop) {
        long now = scope.now();
        long latency = now - attempt.admission().startNanos();
        boolean late = lateNanos <= latency && stop != StopReason.CANCELED;
        if (late) {
            attempt.admission().overtaken();
        }
        sentHere += attempt.rounds();
        OutcomeKind kind = hedging == null ? OutcomeKind.CANCELED : hedging.givenUp(late, stop);
        Outcome outcome = Outcome.failure(kind, latency, false, null);
        learn(attempt, outcome, scope.retry().classify(outcome), now);
    }

    /** It ended by itself, but a moment after the call did. */
    private void cameTooLate(Race.Runner runner) {
        Attempt attempt = runner.attempt;
        attempt.unheard();
        Response response = runner.response;
        Outcome outcome = outcome(attempt, response, runner.failure, runner.endedAt);
        learn(attempt, outcome, scope.retry().classify(outcome), runner.endedAt);
        if (response != null) {
            attempt.call().cancel();
            response.close();
        }
    }

    private void discard(int number) {
        Attempt one = kept;
        Attempt other = older;
        if (one != null && one.number() == number) {
            discard(one);
            kept = other;
            older = null;
        } else if (other != null && other.number() == number) {
            discard(other);
            older = null;
        }
    }

    private static void discard(@Nullable Attempt attempt) {
        if (attempt != null && attempt.response != null) {
            AttemptBodies.discard(attempt.response, attempt.call);
        }
    }

    private void discardAll() {
        discard(kept);
        discard(older);
        kept = null;
        older = null;
    }

    private Response deliver(int number, StopReason stop) {
        settle(stop);
        Attempt newest = kept;
        Attempt attempt = Objects.requireNonNull(newest != null && newest.number() == number ? newest : older);
        Response response = RetryAfter.restored(Objects.requireNonNull(attempt.response));
        CallReport report = story.report(stop);
        slotOf(response).fill(report);
        Cluster taken = cluster;
        Directory directory = scope.directory();
        // Must not refer to this call, nor so to the attempt: the cleaner of a forgotten body would hold what it waits
        // for.
        attempt.admission().whenEnded(() -> giveBack(taken, directory));
        if (response.code() == 101) {
            attempt.upgraded();
        } else if (!attempt.isOver()) {
            attempt.watchForLeak();
            if (times.bodyDeadline() != Step.NEVER) {
                response = BodyDeadline.within(
                        response, attempt, scope, times.bodyDeadline(), () -> story.report(StopReason.DEADLINE));
            }
        }
        story.answered(report, response.code());
        return response;
    }

    /** Attempts that run beside each other have a slot each. */
    private ReportSlot slotOf(Response response) {
        ReportSlot own = race == null ? null : response.request().tag(ReportSlot.class);
        return own == null ? slot : own;
    }
}
