package io.meshclient.okhttp;

import io.meshclient.call.Step;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.StopReason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * How a hop ends, in whatever way: attempts that still run are cancelled and judged, responses that nobody gets are closed,
 * and then its story is told, for it tells of them too. Owned by the thread that runs the call.
 */
final class Ending {

    private final Hop hop;
    private final AttemptJudge judge;
    private final Answers answers;

    Ending(Hop hop, AttemptJudge judge, Answers answers) {
        this.hop = hop;
        this.judge = judge;
        this.answers = answers;
    }

    /** Hands over an attempt's response, with the report in its place. */
    Response delivered(Step step) {
        StopReason stop = Objects.requireNonNull(step.stop());
        settle(stop);
        Attempt attempt = answers.of(step.attempt());
        Response response = RetryAfter.restored(Objects.requireNonNull(attempt.response));
        CallReport report = hop.story.report(stop);
        ReportSlot slot = ReportSlot.on(response.request());
        if (slot != null) { // an interceptor may have put another request in its place
            slot.fill(report);
        }
        attempt.admission().whenEnded(Hop.returning(hop.cluster, hop.scope.directory()));
        response = followed(attempt, response);
        hop.story.answered(report, response.code());
        return response;
    }

    /** Sees to it that the body's end is heard of, and comes in time. */
    private Response followed(Attempt attempt, Response response) {
        if (response.code() == 101) {
            attempt.upgraded();
        } else if (!attempt.isOver()) {
            attempt.watchForLeak();
            long deadline = hop.times.bodyDeadline();
            if (deadline != Step.NEVER) {
                CallStory story = hop.story;
                return BodyDeadline.within(
                        response, attempt, hop.scope, deadline, () -> story.report(StopReason.DEADLINE));
            }
        }
        return response;
    }

    /** The engine has no more to try. */
    IOException failed(Step step) {
        StopReason stop = Objects.requireNonNull(step.stop());
        settle(stop);
        answers.discardAll();
        return hop.story.failure(stop);
    }

    /** The call ends with an exception that the engine has no part in. */
    <T extends Throwable> T over(T failure, StopReason stop) {
        settle(stop);
        answers.discardAll();
        return hop.story.ended(failure, stop);
    }

    /** An interrupt is the caller's wish; an exception of the user's own code is handed on as it is. */
    void rethrowIfNotOurs(Throwable failure, Outcome outcome, Call call) throws IOException {
        if (OkHttpFailures.isInterrupt(failure)
                || outcome.kind() == OutcomeKind.CANCELED && !hop.scope.hook().isCanceled()) {
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

    /** OkHttp asks itself on every failure whether to go on; attempts never do, so the user hears the mesh's decision. */
    void tellUser(@Nullable Throwable failure, boolean goesOn) {
        EventListener user = hop.scope.listener();
        if (user != null && failure instanceof IOException io) {
            try {
                Call front = hop.scope.front();
                if (hop.race == null) {
                    user.retryDecision(front, io, goesOn);
                } else {
                    hop.race.tell(() -> user.retryDecision(front, io, goesOn));
                }
            } catch (RuntimeException | Error e) {
                over(e, StopReason.NOT_RETRYABLE);
                throw e;
            }
        }
    }

    /** No attempt outlives its call: those that still run are cancelled, and judged at once for what they were until now. */
    void settle(StopReason stop) {
        if (hop.race == null) {
            return;
        }
        for (Race.Runner each : hop.race.takeAll()) {
            if (each.giveUp()) {
                judge.givenUp(each.attempt, stop);
            } else {
                judge.cameTooLate(each);
            }
        }
    }
}
