package io.meshclient.outcome;

/**
 * One attempt in a call's story. Immutable.
 *
 * @param endpoint the endpoint's key, {@code host:port}
 * @param startNanos when it started, in nanoseconds after the call did
 * @param outcome how it ended; its latency says when
 * @param verdict what that meant
 */
public record AttemptReport(String endpoint, long startNanos, Outcome outcome, Verdict verdict) {

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(endpoint)
                .append(' ')
                .append(outcome.label())
                .append(" after ")
                .append(Millis.format(outcome.latencyNanos()));
        Throwable cause = outcome.cause();
        if (cause != null) {
            text.append(" (").append(cause.getClass().getSimpleName());
            if (cause.getMessage() != null) {
                text.append(": ").append(cause.getMessage());
            }
            text.append(')');
        }
        return text.toString();
    }
}
