package io.meshclient.benchmarks.faults.trial;

import io.meshclient.outcome.AttemptReport;
import io.meshclient.outcome.CallReport;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call from its caller's side.
 *
 * @param status the response's, or 0 if there was none
 * @param body what was read of it
 * @param failure what was thrown, be it before the headers or while the body was read
 * @param report the call's story, if the mesh tells one
 * @param nanos from the call to the last byte of the body, or to the exception
 */
public record Seen(
        int status,
        String body,
        @Nullable IOException failure,
        @Nullable CallReport report,
        long nanos) {

    /** An exception, or a status of 500 or more; whether it came in time is for the caller to say. */
    public boolean isLost() {
        return failure != null || status >= 500;
    }

    /** In a few words: a status, or an exception and how the last attempt ended. */
    public String inShort() {
        if (failure == null) {
            return "status " + status;
        }
        String name = "`" + failure.getClass().getSimpleName() + "`";
        if (status != 0) {
            return "status " + status + ", then " + name;
        }
        List<String> attempts = attempts();
        return attempts.isEmpty() ? name : name + " after " + attempts.get(attempts.size() - 1);
    }

    /** The exception's message as it is. */
    public String message() {
        return failure == null ? "" : String.valueOf(failure.getMessage());
    }

    /** How the attempts ended, by their words in reports. */
    public List<String> attempts() {
        return report == null
                ? List.of()
                : report.attempts().stream().map(Seen::label).toList();
    }

    private static String label(AttemptReport attempt) {
        return attempt.outcome().label();
    }
}
