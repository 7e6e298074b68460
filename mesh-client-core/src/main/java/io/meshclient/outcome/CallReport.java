package io.meshclient.outcome;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The story of one call: which endpoints were asked, what they said, and why nothing more was tried. Immutable. A call
 * that follows redirects has one report a hop; the response carries the last hop's.
 *
 * @param service the service's name; the host if it belongs to no service
 * @param attempts in the order in which they started
 * @param stop why there was no further attempt
 * @param refusal why the mesh refused, when it did
 * @param elapsedNanos from the call's start to its end, in nanoseconds
 * @param fallback whether the service's fallback answered in the place of what all this came to
 */
public record CallReport(
        String service,
        List<AttemptReport> attempts,
        StopReason stop,
        @Nullable RefusalReason refusal,
        long elapsedNanos,
        boolean fallback) {

    /**
     * The story of a call that no fallback answered.
     *
     * @param service see {@link #service()}
     * @param attempts see {@link #attempts()}
     * @param stop see {@link #stop()}
     * @param refusal see {@link #refusal()}
     * @param elapsedNanos see {@link #elapsedNanos()}
     */
    public CallReport(
            String service,
            List<AttemptReport> attempts,
            StopReason stop,
            @Nullable RefusalReason refusal,
            long elapsedNanos) {
        this(service, attempts, stop, refusal, elapsedNanos, false);
    }

    /**
     * The same story, with the service's fallback as its end.
     *
     * @return a copy
     */
    public CallReport answeredByFallback() {
        return new CallReport(service, attempts, stop, refusal, elapsedNanos, true);
    }

    /**
     * Finds the report that travels with an exception.
     *
     * @param failure anything that was thrown, possibly wrapped
     * @return the report of the first {@link MeshFailure} among it and its causes, or null
     */
    public static @Nullable CallReport of(@Nullable Throwable failure) {
        Throwable current = failure;
        for (int depth = 0; current != null && depth < 32; depth++) {
            if (current instanceof MeshFailure mesh) {
                return mesh.report();
            }
            current = current.getCause();
        }
        return null;
    }

    /**
     * How many attempts were made beyond the first, hedges excepted.
     *
     * @return 0 or more
     */
    public int retries() {
        return Math.max(0, attempts.size() - 1 - hedges());
    }

    /**
     * How many attempts were sent beside one that ran, because its answer was late.
     *
     * @return 0 or more
     */
    public int hedges() {
        int hedges = 0;
        for (AttemptReport attempt : attempts) {
            hedges += attempt.hedge() ? 1 : 0;
        }
        return hedges;
    }

    /**
     * The whole story in one line, which the exceptions use as their message.
     *
     * @return such as {@code orders: 2 attempts in 12.0 ms: [10.0.0.1:80 503 after 4.0 ms; …]; stopped: …}
     */
    public String summary() {
        StringBuilder text = new StringBuilder(service).append(": ");
        text.append(attempts.size()).append(attempts.size() == 1 ? " attempt" : " attempts");
        text.append(" in ").append(Millis.format(elapsedNanos));
        if (!attempts.isEmpty()) {
            text.append(" [");
            for (int i = 0; i < attempts.size(); i++) {
                text.append(i == 0 ? "" : "; ").append(attempts.get(i));
            }
            text.append(']');
        }
        return text.append("; stopped: ")
                .append(refusal != null ? refusal.sentence() : stop.sentence())
                .append(fallback ? "; answered by the fallback" : "")
                .toString();
    }
}
