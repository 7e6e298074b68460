package io.meshclient.okhttp;

import io.meshclient.cluster.Hedging;
import io.meshclient.guard.Admission;
import io.meshclient.guard.Breaker;
import io.meshclient.outcome.AttemptReport;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.StopReason;
import io.meshclient.outcome.Verdict;
import java.util.Objects;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a hop's attempts: each is given one outcome and one verdict, and all who learn from it learn that. Owned by
 * the thread that runs the call.
 */
final class AttemptJudge {

    private final Hop hop;
    private int sent;

    AttemptJudge(Hop hop) {
        this.hop = hop;
    }

    /** Requests that the attempts sent which were judged so far. */
    int sent() {
        return sent;
    }

    /** What happened to an attempt that has ended by itself; from its headers on, its timeout runs no longer. */
    Outcome outcome(Attempt attempt, @Nullable Response response, @Nullable Throwable failure, long now) {
        CallScope scope = hop.scope;
        sent += attempt.rounds();
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

    /** Judges an attempt that the call has waited for. */
    Verdict judge(Attempt attempt, Outcome outcome, long now) {
        Response response = attempt.response;
        if (outcome.kind() == OutcomeKind.STALE_CONNECTION) {
            attempt.binding().evict(); // every other idle connection is as old
        }
        if (response != null && outcome.kind() == OutcomeKind.RESPONSE && Signals.saysUnhealthy(response)) {
            attempt.endpoint().saysUnhealthy();
        }
        Verdict verdict = hop.times.saysNothing(outcome)
                ? Verdict.IGNORED
                : hop.scope.retry().classify(outcome);
        learn(attempt, outcome, verdict, now);
        return verdict;
    }

    /** There was no call to make: the endpoint and the breaker get back what they gave. */
    void neverMade(Attempt attempt) {
        long now = hop.now();
        long latency = now - attempt.admission().startNanos();
        learn(attempt, Outcome.failure(OutcomeKind.LOCAL_ERROR, latency, true, null), Verdict.FAILURE, now);
    }

    /** The call is over without it: it was cancelled, and is judged for what it was until now. */
    void givenUp(Attempt attempt, StopReason stop) {
        long now = hop.now();
        long latency = now - attempt.admission().startNanos();
        boolean late = hop.lateNanos <= latency && stop != StopReason.CANCELED;
        if (late) {
            attempt.admission().overtaken();
        }
        sent += attempt.rounds();
        Hedging hedging = hop.hedging;
        OutcomeKind kind = hedging == null ? OutcomeKind.CANCELED : hedging.givenUp(late, stop);
        Outcome outcome = Outcome.failure(kind, latency, false, null);
        learn(attempt, outcome, hop.scope.retry().classify(outcome), now);
    }

    /** It ended by itself, but a moment after the call did. */
    void cameTooLate(Race.Runner runner) {
        Attempt attempt = runner.attempt;
        attempt.unheard();
        Response response = runner.response;
        Outcome outcome = outcome(attempt, response, runner.failure, runner.endedAt);
        learn(attempt, outcome, hop.scope.retry().classify(outcome), runner.endedAt);
        if (response != null) {
            attempt.call().cancel();
            response.close();
        }
    }

    private void learn(Attempt attempt, Outcome outcome, Verdict verdict, long now) {
        Breaker breaker = attempt.breaker;
        if (breaker != null) {
            breaker.learn(outcome, verdict);
        }
        if (hop.cluster.wantsReports() && verdict != Verdict.IGNORED) {
            hop.cluster.reported(attempt.endpoint(), LoadReports.of(attempt.response), outcome.chargesPenalty(), now);
        }
        Admission admission = attempt.admission();
        if (hop.hedging != null) {
            hop.hedging.learn(outcome, verdict, admission.isOvertaken(), now);
        }
        attempt.headers(outcome, verdict, now);
        hop.story.attempted(new AttemptReport(
                attempt.endpoint().key(), admission.startNanos() - hop.times.start(), outcome, verdict, attempt.hedge));
    }
}
