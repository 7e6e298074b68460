package io.meshclient.outcome;

import java.net.ConnectException;

/**
 * One attempt in a call's story. Immutable.
 *
 * @param endpoint the endpoint's key, {@code host:port}
 * @param startNanos when it started, in nanoseconds after the call did
 * @param outcome how it ended; its latency says when
 * @param verdict what that meant
 * @param hedge whether it was sent beside an attempt that ran, because that one's answer was late
 */
public record AttemptReport(String endpoint, long startNanos, Outcome outcome, Verdict verdict, boolean hedge) {

    /**
     * An attempt that was no hedge.
     *
     * @param endpoint see {@link #endpoint()}
     * @param startNanos see {@link #startNanos()}
     * @param outcome see {@link #outcome()}
     * @param verdict see {@link #verdict()}
     */
    public AttemptReport(String endpoint, long startNanos, Outcome outcome, Verdict verdict) {
        this(endpoint, startNanos, outcome, verdict, false);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(endpoint)
                .append(hedge ? " (hedge) " : " ")
                .append(outcome.label())
                .append(" after ")
                .append(Millis.format(outcome.latencyNanos()));
        Throwable cause = outcome.cause();
        if (cause != null && !saysItself(outcome.kind())) {
            text.append(" (");
            explain(cause, text);
            text.append(')');
        }
        return text.toString();
    }

    /** What the mesh's own timers threw into OkHttp adds nothing to the word that stands there. */
    private static boolean saysItself(OutcomeKind kind) {
        return kind == OutcomeKind.PER_TRY_TIMEOUT || kind == OutcomeKind.CALL_TIMEOUT;
    }

    private void explain(Throwable cause, StringBuilder text) {
        // OkHttp's own names the port of the logical URL; the one below names the endpoint's, and what happened there.
        Throwable told =
                cause instanceof ConnectException && cause.getCause() instanceof ConnectException below ? below : cause;
        text.append(told.getClass().getSimpleName());
        if (told.getMessage() != null) {
            text.append(": ").append(told.getMessage());
        }
        int others = cause.getSuppressed().length;
        if (others > 0 && outcome.kind() == OutcomeKind.CONNECT_FAILURE) { // the other addresses of a host name
            text.append(", and ").append(others).append(" more suppressed");
        }
    }
}
