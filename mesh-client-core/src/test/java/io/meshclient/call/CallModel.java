package io.meshclient.call;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A driver of an engine that has no sockets: a tape of numbers decides what happens next, and every step is checked
 * against what must always hold. When the tape is at its end, attempts succeed one after another.
 */
final class CallModel {

    private static final long MILLI = 1_000_000L;
    private static final int MOST_STEPS = 2_000;

    private final CallPlan plan;
    private final CallEngine engine;
    private final List<Integer> tape;
    private final boolean answersAtOnce;
    private final List<Integer> inFlight = new ArrayList<>();
    private final Map<Integer, Boolean> responses = new HashMap<>(); // true once delivered or discarded
    private final List<String> story = new ArrayList<>();
    private int position;
    private long now;
    private long wakeAt = Step.NEVER;
    private boolean launchPending;
    private boolean hedgePending;
    private boolean canceled;
    private int attempts;

    int launches; // hedges excepted
    int hedges;
    int hedgesRefused;
    int uncharged;
    int delivered;
    int failed;

    @Nullable
    StopReason stop;

    CallModel(CallPlan plan, long start, List<Integer> tape, boolean answersAtOnce) {
        this.plan = plan;
        this.engine = new CallEngine(plan);
        this.now = start;
        this.tape = tape;
        this.answersAtOnce = answersAtOnce;
    }

    void run() {
        tell(Started.INSTANCE);
        for (int steps = 0; !atRest(); steps++) {
            assertThat(steps).as("steps of %s", story).isLessThan(MOST_STEPS);
            next();
        }
        assertThat(responses.values())
                .as("every response was closed or delivered: %s", story)
                .doesNotContain(false);
        assertThat(delivered + failed).as("one end: %s", story).isEqualTo(1);
        assertThat(tellStep(Woken.INSTANCE)).isEqualTo(Step.discard(Step.NONE));
    }

    private boolean atRest() {
        boolean over = delivered + failed > 0;
        boolean idle = inFlight.isEmpty() && !launchPending;
        if (!over && idle) {
            assertThat(wakeAt).as("an engine that waits for nothing: %s", story).isNotEqualTo(Step.NEVER);
        }
        return over && idle;
    }

    private void next() {
        int choice = draw(20);
        if (launchPending && (answersAtOnce || choice >= 8 || inFlight.isEmpty())) {
            launchPending = false;
            boolean admitted = draw(5) != 4;
            if (admitted) {
                inFlight.add(attempts);
            }
            boolean open = delivered + failed == 0; // after the end nobody gives anything back
            hedgesRefused += hedgePending && !admitted && open ? 1 : 0;
            hedgePending = false;
            tell(admitted ? new Admitted(attempts++) : new NotAdmitted(refusal()));
        } else if (choice == 7 && !canceled) {
            canceled = true;
            tell(Canceled.INSTANCE);
        } else if (choice == 6) {
            now += draw(300) * MILLI;
            tell(woken()); // too early, or late: the engine must look for itself
        } else if (!inFlight.isEmpty() && (choice % 2 == 0 || wakeAt == Step.NEVER)) {
            end(inFlight.remove(draw(inFlight.size())));
        } else if (wakeAt != Step.NEVER) {
            now = (wakeAt - now > 0 ? wakeAt : now) + draw(3) * MILLI;
            tell(woken());
        }
    }

    private Woken woken() {
        return !inFlight.isEmpty() && draw(4) == 3 ? Woken.NOBODY_ELSE : Woken.INSTANCE;
    }

    private RefusalReason refusal() {
        return draw(2) == 0 ? RefusalReason.ENDPOINTS_REFUSED : RefusalReason.BREAKER_OPEN;
    }

    private void end(int attempt) {
        now += draw(40) * MILLI;
        Outcome outcome = outcome();
        boolean hasResponse = outcome.hasResponse();
        if (hasResponse) {
            responses.put(attempt, false);
        }
        Facts facts = new Facts(hasResponse, draw(10) == 9, draw(2) == 0);
        if (outcome.kind() == OutcomeKind.STALE_CONNECTION) {
            uncharged = 1; // only the first is made good
        }
        tell(new Ended(attempt, outcome, plan.retry().classify(outcome), facts));
    }

    private Outcome outcome() {
        long latency = MILLI;
        return switch (draw(16)) {
            case 0 -> Outcome.response(200, latency);
            case 1, 2 -> Outcome.response(503, latency);
            case 3 -> new Outcome(OutcomeKind.RESPONSE, 503, latency, draw(3000) * MILLI, false, null);
            case 4 -> Outcome.response(429, latency);
            case 5 -> new Outcome(OutcomeKind.RESPONSE, 429, latency, draw(3000) * MILLI, false, null);
            case 6 -> new Outcome(OutcomeKind.RESPONSE, 429, latency, Long.MAX_VALUE - draw(3), false, null);
            case 7 -> Outcome.response(500, latency);
            case 8 -> Outcome.failure(OutcomeKind.CONNECT_FAILURE, latency, true, null);
            case 9 -> Outcome.failure(OutcomeKind.REFUSED_STREAM, latency, true, null);
            case 10 -> Outcome.failure(OutcomeKind.RESET, latency, false, null);
            case 11 -> Outcome.failure(OutcomeKind.STALE_CONNECTION, latency, draw(2) == 0, null);
            case 12 -> Outcome.failure(OutcomeKind.PER_TRY_TIMEOUT, latency, false, null);
            case 13 -> Outcome.failure(OutcomeKind.CALL_TIMEOUT, latency, false, null);
            case 14 -> Outcome.failure(canceled ? OutcomeKind.CANCELED : OutcomeKind.LOCAL_ERROR, latency, false, null);
            default -> Outcome.response(404, latency);
        };
    }

    private void tell(CallEvent event) {
        boolean wasOver = delivered + failed > 0;
        Step step = tellStep(event);
        if (wasOver) {
            assertThat(step.action()).as("%s", story).isEqualTo(Step.Action.DISCARD);
        }
        wakeAt = step.wakeAtNanos();
        close(step.discard());
        switch (step.action()) {
            case LAUNCH -> {
                launches++;
                launch();
            }
            case HEDGE -> {
                assertThat(event).as("nobody to hedge with: %s", story).isNotEqualTo(Woken.NOBODY_ELSE);
                assertThat(inFlight).as("a hedge beside nothing: %s", story).isNotEmpty();
                hedges++;
                hedgePending = true;
                launch();
            }
            case WAIT -> {}
            case DELIVER -> {
                close(step.attempt());
                delivered++;
                stop = step.stop();
            }
            case FAIL -> {
                failed++;
                stop = step.stop();
            }
            case DISCARD -> {
                assertThat(wasOver).as("DISCARD before the end: %s", story).isTrue();
                if (responses.containsKey(step.attempt())) {
                    close(step.attempt());
                }
            }
        }
        assertThat(delivered + failed).as("%s", story).isLessThanOrEqualTo(1);
        assertThat(step.stop() != null)
                .as("a reason exactly at the end: %s", story)
                .isEqualTo(isEnd(step));
    }

    private static boolean isEnd(Step step) {
        return step.action() == Step.Action.DELIVER || step.action() == Step.Action.FAIL;
    }

    private Step tellStep(CallEvent event) {
        Step step = engine.on(event, now);
        story.add(now / MILLI + " " + event + " -> " + step);
        return step;
    }

    private void launch() {
        assertThat(launchPending).as("one launch at a time: %s", story).isFalse();
        assertThat(canceled).as("no launch after a cancel: %s", story).isFalse();
        boolean late = plan.deadlineNanos() != Step.NEVER && now - plan.deadlineNanos() >= 0;
        assertThat(late).as("no launch after the deadline: %s", story).isFalse();
        launchPending = true;
        int most = plan.hedge() == null ? 1 : plan.hedge().maxInFlight();
        assertThat(inFlight.size() + 1).as("in flight: %s", story).isLessThanOrEqualTo(most);
    }

    private void close(int attempt) {
        if (attempt != Step.NONE) {
            assertThat(responses.put(attempt, true))
                    .as("closed once, %s: %s", attempt, story)
                    .isEqualTo(false);
        }
    }

    private int draw(int bound) {
        return position < tape.size() ? Math.floorMod(tape.get(position++), bound) : 0;
    }

    @Override
    public String toString() {
        return story.toString();
    }
}
