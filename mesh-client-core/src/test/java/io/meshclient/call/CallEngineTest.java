package io.meshclient.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.call.CallEvent.Admitted;
import io.meshclient.call.CallEvent.Canceled;
import io.meshclient.call.CallEvent.Ended;
import io.meshclient.call.CallEvent.Facts;
import io.meshclient.call.CallEvent.NotAdmitted;
import io.meshclient.call.CallEvent.Started;
import io.meshclient.call.CallEvent.Woken;
import io.meshclient.call.Step.Action;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.ResponseSigns;
import io.meshclient.outcome.StopReason;
import io.meshclient.policy.RetryBuilder;
import io.meshclient.policy.RetryPolicy;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.stats.TokenBudget;
import io.meshclient.time.RandomSource;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallEngineTest {

    private static final long MILLI = 1_000_000L;
    private static final RandomSource HALF = () -> Long.MIN_VALUE; // nextDouble() is 0.5
    private static final Facts ELSEWHERE = new Facts(true, false, true);

    private long now = 5_000 * MILLI;
    private long deadline = Step.NEVER;
    private long hedge = -1;
    private boolean replayable = true;
    private @Nullable TokenBudget budget;
    private TokenBudget hedgeBudget = new TokenBudget(1, 10, 10_000 * MILLI);
    private int maxInFlight = 2;
    private Consumer<RetryBuilder> retry = r -> {};
    private @Nullable CallEngine engine;
    private int attempts;

    @Test
    void anAnswerIsDelivered() {
        launched();

        Step step = ended(Outcome.response(200, MILLI), Facts.RESPONSE);

        assertThat(step).isEqualTo(Step.deliver(0, Step.NONE, StopReason.ANSWERED));
    }

    @Test
    void aClientErrorIsAnAnswer() {
        launched();
        assertThat(ended(Outcome.response(404, MILLI), Facts.RESPONSE).stop()).isEqualTo(StopReason.ANSWERED);
    }

    @Test
    void theCacheAnswersLikeAnEndpoint() {
        launched();
        Outcome hit = new Outcome(OutcomeKind.CACHE_HIT, 200, 0, -1, false, null);

        assertThat(ended(hit, Facts.RESPONSE)).isEqualTo(Step.deliver(0, Step.NONE, StopReason.ANSWERED));
    }

    @Test
    void aFailureIsRetriedAfterHalfOfTheFirstBackOff() {
        launched();

        Step step = ended(Outcome.response(503, MILLI), Facts.RESPONSE);

        assertThat(step).isEqualTo(Step.await(Step.NONE, now + 12_500_000L)); // 25 ms · 0.5
        now += 12_500_000L;
        assertThat(tell(Woken.INSTANCE)).isEqualTo(Step.LAUNCH);
    }

    @Test
    void wokenTooEarlyItGoesOnWaiting() {
        launched();
        Step waiting = ended(Outcome.response(503, MILLI), Facts.RESPONSE);
        now += 1;

        assertThat(tell(Woken.INSTANCE)).isEqualTo(Step.await(Step.NONE, waiting.wakeAtNanos()));
    }

    @Nested
    class TheLastAttemptDecides {

        @Test
        void aHeldResponseIsDiscardedOnlyWhenTheNextAttemptIsAdmitted() {
            launched();
            assertThat(ended(Outcome.response(503, MILLI), Facts.RESPONSE).discard())
                    .isEqualTo(Step.NONE);
            wake();

            Step step = tell(new Admitted(1));

            assertThat(step).isEqualTo(Step.await(0, Step.NEVER));
        }

        @Test
        void aHeldResponseIsReturnedIfTheLaunchIsRefused() {
            launched();
            ended(Outcome.response(503, MILLI), Facts.RESPONSE);
            wake();

            Step step = tell(new NotAdmitted(RefusalReason.ENDPOINTS_REFUSED));

            assertThat(step).isEqualTo(Step.deliver(0, Step.NONE, StopReason.NO_OTHER_ENDPOINT));
        }

        @Test
        void aHeldResponseIsReturnedIfTheBreakerRefuses() {
            launched();
            ended(Outcome.response(503, MILLI), Facts.RESPONSE);
            wake();

            Step step = tell(new NotAdmitted(RefusalReason.BREAKER_OPEN));

            assertThat(step).isEqualTo(Step.deliver(0, Step.NONE, StopReason.REFUSED));
        }

        @Test
        void aHeldResponseIsReturnedIfTheDeadlineComesFirst() {
            deadline = now + 100 * MILLI;
            launched();
            ended(Outcome.response(503, MILLI), Facts.RESPONSE);
            now = deadline;

            assertThat(tell(Woken.INSTANCE)).isEqualTo(Step.deliver(0, Step.NONE, StopReason.DEADLINE));
        }

        @Test
        void aHeldResponseIsDiscardedByACancel() {
            launched();
            ended(Outcome.response(503, MILLI), Facts.RESPONSE);

            Step step = tell(Canceled.INSTANCE);

            assertThat(step.action()).isEqualTo(Action.FAIL);
            assertThat(step.discard()).isZero();
            assertThat(step.stop()).isEqualTo(StopReason.CANCELED);
        }

        @Test
        void theLastResponseIsReturnedWhenRetriesAreUsedUp() {
            retry = r -> r.maxRetries(1);
            launched();
            ended(Outcome.response(503, MILLI), Facts.RESPONSE);
            admitRetry();

            Step step = ended(Outcome.response(502, MILLI), Facts.RESPONSE);

            assertThat(step).isEqualTo(Step.deliver(1, Step.NONE, StopReason.RETRIES_EXHAUSTED));
        }

        @Test
        void anExceptionAfterAResponseIsAFailure() {
            retry = r -> r.maxRetries(1);
            launched();
            ended(Outcome.response(503, MILLI), Facts.RESPONSE);
            admitRetry();

            Step step = ended(reset(), Facts.NO_RESPONSE);

            assertThat(step.action()).isEqualTo(Action.FAIL);
            assertThat(step.discard()).as("discarded already").isEqualTo(Step.NONE);
        }
    }

    @Nested
    class Reasons {

        @Test
        void notRetryable() {
            launched();
            assertThat(ended(Outcome.response(500, MILLI), Facts.RESPONSE))
                    .isEqualTo(Step.deliver(0, Step.NONE, StopReason.NOT_RETRYABLE));
        }

        @Test
        void retryDisabled() {
            retry = r -> r.enabled(false);
            launched();
            assertThat(ended(Outcome.response(503, MILLI), Facts.RESPONSE).stop())
                    .isEqualTo(StopReason.RETRY_DISABLED);
        }

        @Test
        void retriesExhausted() {
            retry = r -> r.maxRetries(0);
            launched();
            assertThat(ended(reset(), Facts.NO_RESPONSE).stop()).isEqualTo(StopReason.RETRIES_EXHAUSTED);
        }

        @Test
        void budgetExhausted() {
            budget = new TokenBudget(0.2, 0, 10_000 * MILLI);
            launched();
            assertThat(ended(Outcome.response(503, MILLI), Facts.RESPONSE))
                    .isEqualTo(Step.deliver(0, Step.NONE, StopReason.BUDGET_EXHAUSTED));
        }

        @Test
        void aCallPaysIntoTheBudgetAndARetryTakesFromIt() {
            budget = new TokenBudget(1, 0, 10_000 * MILLI);
            launched();
            assertThat(budget.available(now)).isEqualTo(1);

            assertThat(ended(Outcome.response(503, MILLI), Facts.RESPONSE).action())
                    .isEqualTo(Action.WAIT);
            assertThat(budget.available(now)).isZero();
        }

        @Test
        void deadlineBeforeTheStart() {
            deadline = now;
            assertThat(tell(Started.INSTANCE).stop()).isEqualTo(StopReason.DEADLINE);
        }

        @Test
        void deadlineLeavesNoTimeForTheBackOff() {
            deadline = now + 12_500_000L;
            launched();
            assertThat(ended(Outcome.response(503, MILLI), Facts.RESPONSE))
                    .isEqualTo(Step.deliver(0, Step.NONE, StopReason.DEADLINE));
        }

        @Test
        void deadlineByTheAttemptsOwnTimeout() {
            launched();
            Outcome timeout = Outcome.failure(OutcomeKind.CALL_TIMEOUT, MILLI, false, null);
            assertThat(ended(timeout, Facts.NO_RESPONSE).stop()).isEqualTo(StopReason.DEADLINE);
        }

        @Test
        void refusedAtOnce() {
            tell(Started.INSTANCE);
            Step step = tell(new NotAdmitted(RefusalReason.NO_ENDPOINTS));
            assertThat(step.action()).isEqualTo(Action.FAIL);
            assertThat(step.stop()).isEqualTo(StopReason.REFUSED);
        }

        @Test
        void canceled() {
            launched();
            assertThat(tell(Canceled.INSTANCE).stop()).isEqualTo(StopReason.CANCELED);
            assertThat(ended(Outcome.response(200, MILLI), Facts.RESPONSE))
                    .as("a response that comes too late")
                    .isEqualTo(Step.discard(0));
        }

        @Test
        void canceledAttempt() {
            launched();
            Outcome canceled = Outcome.failure(OutcomeKind.CANCELED, MILLI, false, null);
            assertThat(ended(canceled, Facts.NO_RESPONSE).stop()).isEqualTo(StopReason.CANCELED);
        }

        @Test
        void localErrorsAreNotTriedElsewhere() {
            launched();
            Outcome mistake = Outcome.failure(OutcomeKind.LOCAL_ERROR, MILLI, true, null);
            assertThat(ended(mistake, Facts.NO_RESPONSE).stop()).isEqualTo(StopReason.NOT_RETRYABLE);
        }
    }

    @Nested
    class RetryAfter {

        @Test
        void a429WithoutItIsAnAnswerToReturn() {
            launched();
            assertThat(ended(Outcome.response(429, MILLI), ELSEWHERE).stop()).isEqualTo(StopReason.NOT_RETRYABLE);
        }

        @Test
        void a429WaitsForItWhereverTheRetryGoes() {
            launched();
            Step step = ended(asking(429, 1_000), ELSEWHERE);
            assertThat(step).isEqualTo(Step.await(Step.NONE, now + 1_250 * MILLI)); // × [1, 1.5)
        }

        @Test
        void a503ElsewhereNeedNotWait() {
            launched();
            Step step = ended(asking(503, 1_000), ELSEWHERE);
            assertThat(step.wakeAtNanos()).isEqualTo(now + 12_500_000L);
        }

        @Test
        void a503WithNobodyElseWaits() {
            launched();
            Step step = ended(asking(503, 1_000), Facts.RESPONSE);
            assertThat(step.wakeAtNanos()).isEqualTo(now + 1_250 * MILLI);
        }

        @ParameterizedTest
        @CsvSource({"429, true", "429, false", "503, false"})
        void beyondTheDeadlineTheResponseIsReturnedAtOnce(int status, boolean elsewhere) {
            deadline = now + 1_200 * MILLI; // the jitter would carry it beyond
            launched();
            Step step = ended(asking(status, 1_000), new Facts(true, false, elsewhere));
            assertThat(step).isEqualTo(Step.deliver(0, Step.NONE, StopReason.DEADLINE));
        }

        @ParameterizedTest
        @CsvSource({"300001", "31536000000"})
        void withoutADeadlineATimeOfMoreThan300SecondsCountsAsNone(long millis) {
            deadline = Step.NEVER;
            launched();
            assertThat(ended(asking(429, millis), Facts.RESPONSE).stop()).isEqualTo(StopReason.NOT_RETRYABLE);
        }

        @ParameterizedTest
        @CsvSource({"300001", "31536000000"})
        void a503WithATimeOfMoreThan300SecondsBacksOffAsUsual(long millis) {
            deadline = Step.NEVER;
            launched();
            assertThat(ended(asking(503, millis), Facts.RESPONSE).wakeAtNanos()).isEqualTo(now + 12_500_000L);
        }

        @Test
        void withoutADeadline300SecondsAreWaitedFor() {
            deadline = Step.NEVER;
            launched();
            assertThat(ended(asking(429, 300_000), Facts.RESPONSE).wakeAtNanos())
                    .isEqualTo(now + 375_000 * MILLI);
        }

        @Test
        void anyOtherStatusThatNamesATimeIsWaitedFor() {
            launched();
            assertThat(ended(asking(502, 1_000), ELSEWHERE).wakeAtNanos()).isEqualTo(now + 1_250 * MILLI);
        }

        @Test
        void a503ThatIsALimitOfTheRateSpeaksForAll() {
            retry = r -> r.on("envoy-ratelimited");
            launched();
            ResponseSigns limited = new ResponseSigns(false, true, false, -1);
            Outcome busy = new Outcome(OutcomeKind.RESPONSE, 503, MILLI, 1_000 * MILLI, false, null, limited);
            assertThat(ended(busy, ELSEWHERE).wakeAtNanos()).isEqualTo(now + 1_250 * MILLI);
        }

        @Test
        void theLongestTimeIsConfigured() {
            retry = r -> r.maxResetInterval(Duration.ofMillis(999));
            launched();
            assertThat(ended(asking(503, 1_000), Facts.RESPONSE).wakeAtNanos()).isEqualTo(now + 12_500_000L);
        }

        private Outcome asking(int status, long millis) {
            return new Outcome(OutcomeKind.RESPONSE, status, MILLI, millis * MILLI, false, null);
        }
    }

    @Nested
    class StaleConnections {

        @Test
        void oneIsMadeGoodAtOnceAndUncharged() {
            retry = r -> r.maxRetries(0);
            budget = new TokenBudget(0, 0, 10_000 * MILLI);
            launched();

            assertThat(ended(stale(false), Facts.NO_RESPONSE).action()).isEqualTo(Action.LAUNCH);
        }

        @Test
        void theSecondIsAFailureLikeOthers() {
            retry = r -> r.maxRetries(0);
            launched();
            ended(stale(false), Facts.NO_RESPONSE);
            tell(new Admitted(attempts++));

            assertThat(ended(stale(false), Facts.NO_RESPONSE).stop()).isEqualTo(StopReason.RETRIES_EXHAUSTED);
        }

        @Test
        void theSecondIsChargedIfThereAreRetries() {
            retry = r -> r.maxRetries(1);
            launched();
            ended(stale(false), Facts.NO_RESPONSE);
            tell(new Admitted(attempts++));

            assertThat(ended(stale(false), Facts.NO_RESPONSE).action()).isEqualTo(Action.WAIT);
        }

        @Test
        void aPostWhoseBytesWereWrittenIsNotSentTwice() {
            replayable = false;
            launched();
            assertThat(ended(stale(false), Facts.NO_RESPONSE).stop()).isEqualTo(StopReason.NOT_REPLAYABLE);
        }

        private Outcome stale(boolean neverSent) {
            return Outcome.failure(OutcomeKind.STALE_CONNECTION, MILLI, neverSent, null);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // idempotent, never sent, body spent, what happens
        "true,  true,  false, again",
        "true,  false, false, again",
        "true,  true,  true,  BODY_NOT_REPEATABLE",
        "true,  false, true,  BODY_NOT_REPEATABLE",
        "false, true,  false, again",
        "false, false, false, NOT_REPLAYABLE",
        "false, true,  true,  BODY_NOT_REPEATABLE",
        "false, false, true,  NOT_REPLAYABLE",
    })
    void replayIsSafeOrDoesNotHappen(boolean idempotent, boolean neverSent, boolean bodySpent, String what) {
        replayable = idempotent;
        launched();
        OutcomeKind kind = neverSent ? OutcomeKind.CONNECT_FAILURE : OutcomeKind.RESET;

        Step step = ended(Outcome.failure(kind, MILLI, neverSent, null), new Facts(false, bodySpent, true));

        if (what.equals("again")) {
            assertThat(step.action()).isEqualTo(Action.WAIT);
        } else {
            assertThat(step.stop()).isEqualTo(StopReason.valueOf(what));
        }
    }

    @Test
    void aPostAnswered503IsReturned() {
        replayable = false;
        launched();
        assertThat(ended(Outcome.response(503, MILLI), ELSEWHERE))
                .isEqualTo(Step.deliver(0, Step.NONE, StopReason.NOT_REPLAYABLE));
    }

    @Nested
    class Hedging {

        @Test
        void aSecondAttemptGoesOutBesideTheFirstAndTheFirstAnswerWins() {
            hedge = 20 * MILLI;
            Step armed = launched();
            assertThat(armed.wakeAtNanos()).isEqualTo(now + 20 * MILLI);
            now = armed.wakeAtNanos();
            assertThat(tell(Woken.INSTANCE)).isEqualTo(Step.HEDGE);
            assertThat(tell(new Admitted(attempts++)).wakeAtNanos()).isEqualTo(Step.NEVER);

            assertThat(ended(1, Outcome.response(200, MILLI), Facts.RESPONSE).attempt())
                    .isEqualTo(1);
            assertThat(ended(0, Outcome.response(200, MILLI), Facts.RESPONSE)).isEqualTo(Step.discard(0));
        }

        @Test
        void aRequestThatMustNotBeProcessedTwiceIsNotHedged() {
            hedge = 20 * MILLI;
            replayable = false;
            assertThat(launched().wakeAtNanos()).isEqualTo(Step.NEVER);
        }

        @Test
        void withoutRetriesThereAreHedgesAllTheSame() {
            hedge = 20 * MILLI;
            retry = r -> r.enabled(false);
            bothInFlight();
        }

        @Test
        void aHedgeNeitherCountsAsARetryNorTakesFromTheirBudget() {
            hedge = 20 * MILLI;
            retry = r -> r.maxRetries(1);
            budget = new TokenBudget(0, 0.1, 10_000 * MILLI); // one retry
            bothInFlight();

            assertThat(budget.available(now)).isEqualTo(1);
            assertThat(ended(0, reset(), Facts.NO_RESPONSE).action()).isEqualTo(Action.LAUNCH);
            assertThat(budget.available(now)).isZero();
        }

        @Test
        void withoutATokenTheFirstAttemptGoesOnAlone() {
            hedge = 20 * MILLI;
            hedgeBudget = new TokenBudget(0.5, 0, 10_000 * MILLI); // half a hedge a call
            Step armed = launched();
            now = armed.wakeAtNanos();

            assertThat(tell(Woken.INSTANCE)).isEqualTo(Step.await(Step.NONE, Step.NEVER));
            assertThat(ended(0, Outcome.response(200, MILLI), Facts.RESPONSE).action())
                    .isEqualTo(Action.DELIVER);
        }

        @Test
        void withNobodyElseToAskNoTokenIsTaken() {
            hedge = 20 * MILLI;
            Step armed = launched();
            double before = hedgeBudget.available(now);
            now = armed.wakeAtNanos();

            assertThat(tell(Woken.NOBODY_ELSE)).isEqualTo(Step.await(Step.NONE, Step.NEVER));
            assertThat(hedgeBudget.available(now)).isEqualTo(before);
        }

        @Test
        void aHedgeThatIsNotAdmittedGivesItsTokenBack() {
            hedge = 20 * MILLI;
            Step armed = launched();
            double before = hedgeBudget.available(now);
            now = armed.wakeAtNanos();
            tell(Woken.INSTANCE);
            assertThat(hedgeBudget.available(now)).isEqualTo(before - 1);

            assertThat(tell(new NotAdmitted(RefusalReason.ENDPOINTS_REFUSED)))
                    .isEqualTo(Step.await(Step.NONE, Step.NEVER));
            assertThat(hedgeBudget.available(now)).isEqualTo(before);
        }

        @Test
        void aCallThatIsNeverLatePaysIntoTheBudgetAllTheSame() {
            hedge = 20 * MILLI;
            hedgeBudget = new TokenBudget(0.5, 0, 10_000 * MILLI);
            launched();
            assertThat(hedgeBudget.available(now)).isEqualTo(0.5);
        }

        @Test
        void aThirdComesWhenTheSecondIsLateToo() {
            hedge = 20 * MILLI;
            maxInFlight = 3;
            Step armed = launched();
            now = armed.wakeAtNanos();
            tell(Woken.INSTANCE);
            Step again = tell(new Admitted(attempts++));
            assertThat(again.wakeAtNanos()).isEqualTo(now + 20 * MILLI);
            now = again.wakeAtNanos();
            assertThat(tell(Woken.INSTANCE)).isEqualTo(Step.HEDGE);
            assertThat(tell(new Admitted(attempts++)).wakeAtNanos()).isEqualTo(Step.NEVER);
        }

        @Test
        void aHedgeThatTheDeadlineLeavesNoTimeForIsNotArmed() {
            hedge = 20 * MILLI;
            deadline = now + 20 * MILLI;
            assertThat(launched().wakeAtNanos()).isEqualTo(Step.NEVER);
        }

        @Test
        void anEarlyFailureLaunchesTheNextAtOnce() {
            hedge = 20 * MILLI;
            launched();
            assertThat(ended(0, reset(), Facts.NO_RESPONSE).action()).isEqualTo(Action.LAUNCH);
            tell(new Admitted(attempts++));

            assertThat(ended(1, reset(), Facts.NO_RESPONSE))
                    .as("the next one backs off")
                    .isEqualTo(Step.await(Step.NONE, now + 25 * MILLI));
        }

        @Test
        void aFailureWhileTheHedgeIsOnItsWayWaitsForTheHedge() {
            hedge = 20 * MILLI;
            Step armed = launched();
            now = armed.wakeAtNanos();
            tell(Woken.INSTANCE);

            Step step = ended(0, Outcome.response(503, MILLI), Facts.RESPONSE);

            assertThat(step.action()).as("a launch is on its way").isEqualTo(Action.WAIT);
            assertThat(tell(new NotAdmitted(RefusalReason.ENDPOINTS_REFUSED)))
                    .isEqualTo(Step.deliver(0, Step.NONE, StopReason.NO_OTHER_ENDPOINT));
        }

        @Test
        void a429IsRespectedBesideARunningHedge() {
            hedge = 20 * MILLI;
            bothInFlight();
            Outcome busy = new Outcome(OutcomeKind.RESPONSE, 429, MILLI, 1_000 * MILLI, false, null);

            Step step = ended(0, busy, Facts.RESPONSE);

            assertThat(step).isEqualTo(Step.await(Step.NONE, now + 1_250 * MILLI));
            assertThat(ended(1, Outcome.response(200, MILLI), Facts.RESPONSE))
                    .isEqualTo(Step.deliver(1, 0, StopReason.ANSWERED));
        }

        @Test
        void aRetryThatWaitsOutlivesTheHedge() {
            hedge = 20 * MILLI;
            bothInFlight();
            Outcome busy = new Outcome(OutcomeKind.RESPONSE, 429, MILLI, 1_000 * MILLI, false, null);
            Step waiting = ended(0, busy, Facts.RESPONSE);

            assertThat(ended(1, reset(), Facts.NO_RESPONSE)).isEqualTo(waiting);
            now = waiting.wakeAtNanos();
            assertThat(tell(Woken.INSTANCE)).isEqualTo(Step.LAUNCH);
        }

        @Test
        void aFailedAttemptBesideARunningOneIsReplacedWithoutABackOff() {
            hedge = 20 * MILLI;
            bothInFlight();
            assertThat(ended(0, Outcome.response(503, MILLI), Facts.RESPONSE).action())
                    .isEqualTo(Action.LAUNCH);
        }

        @Test
        void aPlainFailureWaitsForTheOther() {
            hedge = 20 * MILLI;
            bothInFlight();
            assertThat(ended(1, Outcome.response(500, MILLI), Facts.RESPONSE).action())
                    .isEqualTo(Action.WAIT);
            assertThat(ended(0, Outcome.response(200, MILLI), Facts.RESPONSE))
                    .isEqualTo(Step.deliver(0, 1, StopReason.ANSWERED));
        }

        private void bothInFlight() {
            Step armed = launched();
            now = armed.wakeAtNanos();
            assertThat(tell(Woken.INSTANCE)).isEqualTo(Step.HEDGE);
            tell(new Admitted(attempts++));
        }
    }

    @Test
    void backOffsDoubleUpToTheirCap() {
        retry = r -> r.maxRetries(6).base(Duration.ofMillis(25)).max(Duration.ofMillis(250));
        launched();
        long[] expected = {12_500_000, 25_000_000, 50_000_000, 100_000_000, 125_000_000, 125_000_000};
        for (long wait : expected) {
            Step step = ended(attempts - 1, Outcome.response(503, MILLI), Facts.RESPONSE);
            assertThat(step.wakeAtNanos() - now).isEqualTo(wait);
            admitRetry();
        }
    }

    private CallEngine engine() {
        if (engine == null) {
            RetryPolicy policy = ServiceConfig.of(
                            "orders", s -> s.endpoints("a:1").retry(retry))
                    .retry();
            HedgePlan hedging = hedge < 0 ? null : new HedgePlan(hedge, maxInFlight, hedgeBudget);
            engine = new CallEngine(new CallPlan(policy, budget, replayable, deadline, hedging, HALF));
        }
        return engine;
    }

    private Step launched() {
        assertThat(tell(Started.INSTANCE)).isEqualTo(Step.LAUNCH);
        return tell(new Admitted(attempts++));
    }

    private void wake() {
        now += 10_000 * MILLI;
        assertThat(tell(Woken.INSTANCE)).isEqualTo(Step.LAUNCH);
    }

    private void admitRetry() {
        wake();
        assertThat(tell(new Admitted(attempts++)).action()).isEqualTo(Action.WAIT);
    }

    private Step ended(Outcome outcome, Facts facts) {
        return ended(attempts - 1, outcome, facts);
    }

    private Step ended(int attempt, Outcome outcome, Facts facts) {
        RetryPolicy policy =
                ServiceConfig.of("orders", s -> s.endpoints("a:1").retry(retry)).retry();
        return tell(new Ended(attempt, outcome, policy.classify(outcome), facts));
    }

    private static Outcome reset() {
        return Outcome.failure(OutcomeKind.RESET, MILLI, false, null);
    }

    private Step tell(CallEvent event) {
        return engine().on(event, now);
    }
}
