package io.meshclient.micrometer;

import io.meshclient.observe.CallEnded;
import io.meshclient.observe.CallOutcome;
import io.meshclient.observe.EndpointEvent;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.EjectionReason;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.StopReason;

/** The values of tags, each by its number. The sets are small and closed: nothing that a peer sends becomes a tag. */
final class Words {

    static final String NONE = "none";

    private static final CallOutcome[] CALLS = CallOutcome.values();
    private static final StopReason[] STOPS = StopReason.values();
    private static final RefusalReason[] REFUSALS = RefusalReason.values();
    private static final OutcomeKind[] KINDS = OutcomeKind.values();
    private static final String[] CLASSES = {"1xx", "2xx", "3xx", "4xx", "5xx", "other"};
    private static final String[] EJECTIONS = {"ejected", "spared", "not-enforced"};
    private static final EjectionReason[] RULES = EjectionReason.values();

    static final int REASONS = STOPS.length + REFUSALS.length;
    static final int CALL_SERIES = CALLS.length * REASONS;
    static final int REFUSAL_SERIES = REFUSALS.length;
    static final int ATTEMPT_OUTCOMES = CLASSES.length + KINDS.length;

    /** A hold-off has one reason. */
    static final int HELD_OFF = EJECTIONS.length * RULES.length;

    static final int EJECTION_SERIES = HELD_OFF + 1;

    private Words() {}

    static int call(CallEnded event) {
        return event.outcome().ordinal() * REASONS + reason(event.report());
    }

    private static int reason(CallReport report) {
        RefusalReason refusal = report.refusal();
        return refusal != null
                ? STOPS.length + refusal.ordinal()
                : report.stop().ordinal();
    }

    static String callOutcome(int call) {
        return CALLS[call / REASONS].token();
    }

    static String callReason(int call) {
        int reason = call % REASONS;
        if (reason >= STOPS.length) {
            return refusal(reason - STOPS.length);
        }
        return STOPS[reason] == StopReason.ANSWERED ? NONE : STOPS[reason].token();
    }

    static String refusal(int refusal) {
        return REFUSALS[refusal].token();
    }

    static String fallback(int fallback) {
        return fallback == 0 ? "answered" : "failed";
    }

    static int attempt(Outcome outcome) {
        if (outcome.kind() != OutcomeKind.RESPONSE) {
            return CLASSES.length + outcome.kind().ordinal();
        }
        int hundreds = outcome.status() / 100;
        return hundreds >= 1 && hundreds <= 5 ? hundreds - 1 : CLASSES.length - 1;
    }

    static String attemptOutcome(int attempt) {
        return attempt < CLASSES.length ? CLASSES[attempt] : KINDS[attempt - CLASSES.length].token();
    }

    static String ejection(int ejection) {
        return ejection == HELD_OFF ? "held-off" : EJECTIONS[ejection / RULES.length];
    }

    static String ejectionReason(int ejection) {
        return ejection == HELD_OFF ? OutcomeKind.CONNECT_FAILURE.token() : RULES[ejection % RULES.length].token();
    }

    /** The number of a change and its reason, −1 for one that neither takes an endpoint out nor would have. */
    static int ejection(EndpointEvent event) {
        return switch (event.change()) {
            case EJECTED -> rule(0, event);
            case EJECTION_SPARED -> rule(1, event);
            case EJECTION_NOT_ENFORCED -> rule(2, event);
            case HELD_OFF -> HELD_OFF;
            case RESTORED, BACK, UNHEALTHY, HEALTHY, BREAKER_OPENED, BREAKER_CLOSED -> -1;
        };
    }

    private static int rule(int state, EndpointEvent event) {
        EjectionReason rule = event.reason();
        return rule == null ? -1 : state * RULES.length + rule.ordinal();
    }
}
