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
public record CallEnded(CallReport report, int status, @Nullable Throwable failure) {

    /**
     * The call's outcome as one word of a small set, for meters.
     *
     * @return {@code success}, {@code client-error}, {@code server-error}, {@code refused}, {@code timeout}, {@code
     *     canceled} or {@code failure}
     */
    public String outcome() {
        if (failure == null) {
            return status >= 500 ? "server-error" : status >= 400 ? "client-error" : "success";
        }
        if (report.refusal() != null) {
            return "refused";
        }
        return switch (report.stop()) {
            case CANCELED -> "canceled";
            case DEADLINE -> "timeout";
            default -> "failure";
        };
    }
}
