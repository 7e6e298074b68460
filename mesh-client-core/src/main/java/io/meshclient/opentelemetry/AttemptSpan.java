package io.meshclient.opentelemetry;

import io.meshclient.observe.AttemptObserver;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.Verdict;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** The span of one attempt, which ends with it. */
final class AttemptSpan implements AttemptObserver {

    private final Span span;

    AttemptSpan(Span span) {
        this.span = span;
    }

    @Override
    public void attemptEnded(Outcome outcome, Verdict verdict) {
        try {
            if (!lostAgainstAnother(outcome)) {
                describe(outcome);
            }
        } finally {
            span.end();
        }
    }

    /** The mesh gave it up, without a cause to tell of: that is no error of anybody's. */
    private static boolean lostAgainstAnother(Outcome outcome) {
        return outcome.kind() == OutcomeKind.CANCELED && outcome.cause() == null;
    }

    private void describe(Outcome outcome) {
        int status = outcome.status();
        if (outcome.hasResponse()) {
            span.setAttribute(SpanAttributes.STATUS_CODE, status);
            if (status >= 400) {
                span.setAttribute(SpanAttributes.ERROR_TYPE, Integer.toString(status));
                span.setStatus(StatusCode.ERROR);
            }
            return;
        }
        span.setAttribute(SpanAttributes.ERROR_TYPE, outcome.kind().token());
        Throwable cause = outcome.cause();
        if (cause == null) {
            span.setStatus(StatusCode.ERROR);
        } else {
            span.setStatus(StatusCode.ERROR, cause.toString());
        }
    }
}
