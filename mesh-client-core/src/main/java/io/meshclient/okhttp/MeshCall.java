package io.meshclient.okhttp;

import io.meshclient.balance.PickArgs;
import io.meshclient.call.AttemptTime;
import io.meshclient.call.CallEngine;
import io.meshclient.call.CallEvent;
import io.meshclient.call.CallPlan;
import io.meshclient.call.Step;
import io.meshclient.cluster.Choice;
import io.meshclient.cluster.Cluster;
import io.meshclient.guard.Admission;
import io.meshclient.guard.Refusal;
import io.meshclient.guard.ServiceBreaker;
import io.meshclient.observe.AttemptObserver;
import io.meshclient.observe.AttemptStarted;
import io.meshclient.observe.CallObserver;
import io.meshclient.observe.CallStarted;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.MeshTimeoutException;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.StopReason;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.CallOptions;
import io.meshclient.policy.ServiceConfig;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One hop of a call through the mesh, top to bottom: the engine's driver with real sockets. Everything happens on the
 * thread that runs the front call.
 *
 * <p>The order, and why each stands where it stands:
 *
 * <ol>
 *   <li>the service's cap: refused work must cost nothing, so it comes before all other work;
 *   <li>the engine says LAUNCH: first attempt, or a retry that policy, replay safety, deadline and budget allow;
 *   <li>the service's breaker is asked before every attempt: an open door ends the call, whatever the endpoints say;
 *   <li>the cluster picks and admits: choosing only reads, admission takes, and an endpoint's refusal means pick again;
 *   <li>only now an earlier attempt's response is closed: until here it might still have been the answer;
 *   <li>the deadline's header and those of observers are added: last, so that they are about this attempt;
 *   <li>the attempt is executed as a call of its own;
 *   <li>its outcome is judged once, and then endpoint, breaker, observers and engine learn from that one verdict.
 * </ol>
 */
final class MeshCall {

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

    private int launched;
    private int sentHere;
    private @Nullable Attempt kept; // the attempt whose response the engine holds
    private @Nullable Call keptCall;

    MeshCall(CallScope scope, Cluster cluster, Request original, CallOptions options, RoutedCall.Times times) {
        this.cluster = cluster;
        this.config = cluster.config();
        this.scope = scope;
        this.times = times;
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
        this.pick = new PickArgs(scope.runtime().random()).within(options.subset());
        HashKeys.apply(config.balancer(), original, options, scope.chain(), pick);
        this.engine = new CallEngine(new CallPlan(
                config.retry(),
                cluster.budget(),
                Replays.allowed(original, options, config.retry()),
                times.lastLaunch(),
                -1,
                scope.runtime().random()));
    }

    Response run() throws IOException {
        boolean taken = cluster.calls().take(config.maxConcurrentCalls());
        if (scope.directory().closed()) { // asked after taking: whoever closes either counts this call or refuses it
            if (taken) {
                returnCall();
            }
            throw story.refused(RefusalReason.MESH_CLOSED);
        }
        if (!taken) {
            throw story.refused(RefusalReason.TOO_MANY_CALLS);
        }
        boolean delivered = false;
        try {
            Response response = drive();
            delivered = true;
            return response;
        } finally {
            if (!delivered) {
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
            if (step.discard() != Step.NONE) {
                discardKept();
            }
            switch (step.action()) {
                case LAUNCH -> step = launch();
                case WAIT -> step = await(step);
                case DELIVER -> {
                    return deliver(Objects.requireNonNull(step.stop()));
                }
                case FAIL -> {
                    discardKept();
                    throw story.failure(Objects.requireNonNull(step.stop()));
                }
                case DISCARD -> throw new IllegalStateException("The engine discards after the end: " + step);
            }
        }
    }

    /** Waits for the time of a retry; a cancel ends it at once. */
    private Step await(Step step) throws IOException {
        while (true) {
            if (scope.hook().isCanceled()) {
                return engine.on(CallEvent.Canceled.INSTANCE, scope.now());
            }
            long now = scope.now();
            if (now >= step.wakeAtNanos()) {
                return engine.on(CallEvent.Woken.INSTANCE, now);
            }
            try {
                scope.hook().park(step.wakeAtNanos() - now);
            } catch (InterruptedIOException e) {
                discardKept();
                throw story.ended(e, StopReason.CANCELED);
            }
        }
    }

    private Step launch() throws IOException {
        long now = launched > 0 || awaitFirstAnswer() ? scope.now() : times.start();
        if (scope.hook().isCanceled()) {
            return engine.on(CallEvent.Canceled.INSTANCE, now);
        }
        ServiceBreaker breaker = cluster.breaker();
        if (breaker != null && !breaker.tryAcquire()) {
            return notAdmitted(Refusal.BREAKER_OPEN, now);
        }
        Choice choice = cluster.admit(pick, now);
        Admission admission = choice.admission();
        if (admission == null) {
            if (breaker != null) {
                breaker.release();
            }
            return notAdmitted(Objects.requireNonNull(choice.refusal()), now);
        }
        Attempt attempt = attempt(choice, admission);
        Step step = engine.on(new CallEvent.Admitted(attempt.number()), now);
        if (step.discard() != Step.NONE) {
            discardKept();
        }
        return execute(attempt, breaker);
    }

    private Step notAdmitted(Refusal refused, long now) {
        story.refusedBy(refused.reason());
        return engine.on(new CallEvent.NotAdmitted(refused.reason()), now);
    }

    /**
     * A service whose source has not answered yet is worth waiting for, as long as the call's time lasts. Nothing is held
     * meanwhile but the call's place under the cap.
     */
    private boolean awaitFirstAnswer() throws IOException {
        CompletableFuture<Boolean> answer = cluster.firstAnswer();
        if (answer.isDone()) {
            return false;
        }
        Thread caller = Thread.currentThread();
        var woken = answer.thenRun(() -> LockSupport.unpark(caller)); // a permit stays, whichever comes first
        try {
            long now = scope.now();
            while (!answer.isDone() && !scope.hook().isCanceled() && now < times.lastLaunch()) {
                scope.hook().park(Math.min(times.lastLaunch() - now, TimeUnit.SECONDS.toNanos(1)));
                now = scope.now();
            }
        } catch (InterruptedIOException e) {
            throw story.ended(e, StopReason.CANCELED);
        } finally {
            woken.cancel(false);
        }
        return true;
    }

    private Attempt attempt(Choice choice, Admission admission) {
        var endpoint = Objects.requireNonNull(choice.endpoint());
        EndpointBinding binding = scope.client().binding(endpoint, scope.chain().getDns());
        Attempt attempt = new Attempt(launched++, endpoint, binding, admission, scope);
        attempt.maxAgeNanos = config.connection().maxAge().toNanos();
        return attempt;
    }

    private Step execute(Attempt attempt, @Nullable ServiceBreaker breaker) throws IOException {
        Call call = prepared(attempt, breaker);
        Throwable failure = null;
        Response response = null;
        try {
            response = call.execute();
        } catch (Throwable t) { // OkHttp lets an undeclared InterruptedException through
            failure = t;
        }
        sentHere += attempt.rounds();
        long now = scope.now();
        long latency = now - attempt.admission().startNanos();
        boolean canceled = scope.hook().isCanceled();
        if (response != null) {
            call.timeout().cancel(); // the per-try timeout, and the call's, end at the headers
            attempt.response = response;
        }
        Outcome outcome = response != null
                ? Outcomes.of(response, attempt, latency, scope.runtime().ticker())
                : Outcomes.of(Objects.requireNonNull(failure), attempt, call, canceled, latency);
        if (outcome.kind() == OutcomeKind.STALE_CONNECTION) {
            attempt.binding().evict(); // every other idle connection is as old
            pick.allowSameAgain();
        }
        if (response != null && outcome.kind() == OutcomeKind.RESPONSE && Signals.saysUnhealthy(response)) {
            attempt.endpoint().saysUnhealthy();
        }
        Verdict verdict =
                times.saysNothing(outcome) ? Verdict.IGNORED : config.retry().classify(outcome);
        learn(attempt, outcome, verdict, breaker, now);
        if (failure != null) {
            rethrowIfNotOurs(failure, outcome, call);
            story.failedWith(failure);
        } else {
            kept = attempt;
            keptCall = call;
        }
        pick.exclude(attempt.endpoint());
        CallEvent.Facts facts = new CallEvent.Facts(
                response != null,
                Replays.spent(request, attempt),
                outcome.retryAfterNanos() >= 0 && cluster.hasUntried(pick));
        Step step = engine.on(new CallEvent.Ended(attempt.number(), outcome, verdict, facts), now);
        tellUser(failure, step.action() == Step.Action.LAUNCH || step.action() == Step.Action.WAIT);
        return step;
    }

    /** OkHttp asks itself on every failure whether to go on; attempts never do, so the user hears the mesh's decision. */
    private void tellUser(@Nullable Throwable failure, boolean goesOn) {
        EventListener user = scope.listener();
        if (user != null && failure instanceof IOException io) {
            try {
                user.retryDecision(scope.front(), io, goesOn);
            } catch (RuntimeException | Error e) {
                story.ended(e, StopReason.NOT_RETRYABLE);
                throw e;
            }
        }
    }

    /** Whatever goes wrong before there is a call, the endpoint and the breaker get back what they gave. */
    private Call prepared(Attempt attempt, @Nullable ServiceBreaker breaker) {
        try {
            return call(attempt);
        } catch (RuntimeException | Error e) {
            long now = scope.now();
            long latency = now - attempt.admission().startNanos();
            Outcome outcome = Outcome.failure(OutcomeKind.LOCAL_ERROR, latency, true, null);
            learn(attempt, outcome, Verdict.FAILURE, breaker, now);
            story.ended(e, StopReason.NOT_RETRYABLE);
            throw e;
        }
    }

    private Call call(Attempt attempt) {
        OkHttpClient client = attempt.binding().client(scope.chain(), scope.connectMillis(), webSocket);
        AttemptTime time = AttemptTime.of(attempt.admission().startNanos(), times.deadline(), times.perTryNanos());
        Call call = client.newCall(edited(attempt, time));
        call.addEventListener(attempt);
        attempt.timeoutIsDeadline = time.isDeadline();
        if (time.nanos() > 0) {
            Timeout ofAttempt = call.timeout();
            ofAttempt.timeout(time.nanos(), TimeUnit.NANOSECONDS);
        }
        scope.hook().run(call);
        return call;
    }

    /** The attempt's request: the caller's, with a place for the report, its deadline, and what observers set. */
    private Request edited(Attempt attempt, AttemptTime time) {
        Request.Builder sent = request.newBuilder().tag(ReportSlot.class, slot);
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
                            scope.sentBefore() + sentHere,
                            edits));
            attempt.observedBy(heard);
        }
        return sent.build();
    }

    private void learn(Attempt attempt, Outcome outcome, Verdict verdict, @Nullable ServiceBreaker breaker, long now) {
        if (breaker != null) {
            breaker.learn(outcome, verdict);
        }
        if (cluster.wantsReports() && verdict != Verdict.IGNORED) {
            cluster.reported(attempt.endpoint(), LoadReports.of(attempt.response), outcome.chargesPenalty(), now);
        }
        attempt.headers(outcome, verdict, now);
        story.attempted(attempt.endpoint().key(), attempt.admission().startNanos(), outcome, verdict);
    }

    /** An interrupt is the caller's wish; an exception of the user's own code is handed on as it is. */
    private void rethrowIfNotOurs(Throwable failure, Outcome outcome, Call call) throws IOException {
        if (OkHttpFailures.isInterrupt(failure)
                || outcome.kind() == OutcomeKind.CANCELED && !scope.hook().isCanceled()) {
            call.cancel();
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted");
            interrupted.initCause(failure);
            throw story.ended(interrupted, StopReason.CANCELED);
        }
        if (failure instanceof RuntimeException unchecked) {
            throw story.ended(unchecked, StopReason.NOT_RETRYABLE);
        }
        if (failure instanceof Error error) {
            throw story.ended(error, StopReason.NOT_RETRYABLE);
        }
        if (outcome.kind() == OutcomeKind.LOCAL_ERROR && failure instanceof IOException io) {
            tellUser(io, false);
            throw story.ended(io, StopReason.NOT_RETRYABLE);
        }
    }

    private void discardKept() {
        Attempt attempt = kept;
        if (attempt != null && attempt.response != null) {
            AttemptBodies.discard(attempt.response, keptCall);
        }
        kept = null;
        keptCall = null;
    }

    private Response deliver(StopReason stop) {
        Attempt attempt = Objects.requireNonNull(kept);
        Call call = Objects.requireNonNull(keptCall);
        Response response = RetryAfter.restored(Objects.requireNonNull(attempt.response));
        CallReport report = story.report(stop);
        slot.fill(report);
        Cluster taken = cluster;
        Directory directory = scope.directory();
        // Must not refer to this call, nor so to the attempt: the cleaner of a forgotten body would hold what it waits
        // for.
        attempt.admission().whenEnded(() -> giveBack(taken, directory));
        if (response.code() == 101) {
            attempt.upgraded();
        } else if (!attempt.isOver()) {
            attempt.watchForLeak();
            response = underDeadline(response, attempt, call);
        }
        story.answered(report, response.code());
        return response;
    }

    private Response underDeadline(Response response, Attempt attempt, Call call) {
        long deadline = times.bodyDeadline();
        if (deadline == Step.NEVER || isEventStream(response)) {
            return response;
        }
        var timer = scope.timers().schedule(deadline - scope.now(), () -> attempt.cancelBody(call));
        return BodyDeadline.guard(
                response,
                timer,
                attempt::bodyTimedOut,
                cause -> new MeshTimeoutException(story.report(StopReason.DEADLINE), cause));
    }

    private static boolean isEventStream(Response response) {
        var type = response.body().contentType();
        return type != null && type.type().equals("text") && type.subtype().equals("event-stream");
    }
}
