package io.meshclient.observe;

import io.meshclient.outcome.CallReport;
import org.jspecify.annotations.Nullable;

/**
 * A call ended.
 *
 * @param report its story
 * @param status the status that the caller sees; 0 if it sees an exception
 * @param failure the exception that the caller sees, if any
 */
public record CallEnded(
        CallReport report, int status, @Nullable Throwable failure) {

    /**
     * The call's outcome, from a small set.
     *
     * @return what the caller sees
     */
    public CallOutcome outcome() {
        if (failure == null) {
            return status >= 500
                    ? CallOutcome.SERVER_ERROR
                    : status >= 400 ? CallOutcome.CLIENT_ERROR : CallOutcome.SUCCESS;
        }
        if (report.refusal() != null) {
            return CallOutcome.REFUSED;
        }
        return switch (report.stop()) {
            case CANCELED -> CallOutcome.CANCELED;
            case DEADLINE -> CallOutcome.TIMEOUT;
            default -> CallOutcome.FAILURE;
        };
    }
}
