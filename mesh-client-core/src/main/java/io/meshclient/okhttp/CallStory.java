package io.meshclient.okhttp;

import io.meshclient.observe.CallEnded;
import io.meshclient.observe.CallObserver;
import io.meshclient.outcome.AttemptReport;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.MeshRefusedException;
import io.meshclient.outcome.MeshTimeoutException;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.StopReason;
import io.meshclient.time.Ticker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one hop has been through, and how it is told: to the caller as a report or an exception, to its observer as the one
 * event of its end. Owned by the thread that runs the call.
 */
final class CallStory {

    private final String service;
    private final Ticker ticker;
    private final long start;
    private final CallObserver observer;
    private List<AttemptReport> attempts = List.of(); // immutable, as the report wants it
    private @Nullable Throwable lastFailure;
    private @Nullable RefusalReason refusal;
    private boolean inheritsDeadline;

    CallStory(String service, Ticker ticker, long start, CallObserver observer) {
        this.service = service;
        this.ticker = ticker;
        this.start = start;
        this.observer = observer;
    }

    CallObserver observer() {
        return observer;
    }

    boolean isObserved() {
        return observer != CallObserver.NONE;
    }

    /** The time of the call is another's: when it is up, that is told by its own name. */
    void inheritsDeadline() {
        inheritsDeadline = true;
    }

    /** An attempt's end; attempts that ran beside each other are told in the order in which they began. */
    void attempted(AttemptReport attempt) {
        if (attempts.isEmpty()) {
            attempts = List.of(attempt);
            return;
        }
        List<AttemptReport> longer = new ArrayList<>(attempts);
        int place = longer.size();
        while (place > 0 && longer.get(place - 1).startNanos() > attempt.startNanos()) {
            place--;
        }
        longer.add(place, attempt);
        attempts = List.copyOf(longer);
    }

    void failedWith(Throwable failure) {
        lastFailure = failure;
    }

    void refusedBy(RefusalReason reason) {
        refusal = reason;
    }

    CallReport report(StopReason stop) {
        StopReason told = inheritsDeadline && stop == StopReason.DEADLINE ? StopReason.CALLER_DEADLINE : stop;
        return new CallReport(
                service, attempts, told, stop == StopReason.REFUSED ? refusal : null, ticker.nanos() - start);
    }

    void answered(CallReport report, int status) {
        if (isObserved()) {
            observer.callEnded(new CallEnded(report, status, null));
        }
    }

    /** The call ends with an exception that is not ours to make. */
    <T extends Throwable> T ended(T failure, StopReason stop) {
        observer.callEnded(new CallEnded(report(stop), 0, failure));
        return failure;
    }

    IOException refused(RefusalReason reason) {
        refusal = reason;
        return told(StopReason.REFUSED, report -> new MeshRefusedException(reason, report, null));
    }

    IOException failure(StopReason stop) {
        return switch (stop) {
            case CANCELED -> ended(new IOException("Canceled"), stop);
            case DEADLINE -> told(stop, report -> withEarlier(new MeshTimeoutException(report, lastFailure)));
            case REFUSED -> refusedOrFailed();
            default -> told(stop, report -> withEarlier(new MeshException(report, lastFailure)));
        };
    }

    /** Attempts were made, and there was nobody left to ask: that is a failure of the attempts, not a refusal. */
    private IOException refusedOrFailed() {
        RefusalReason reason = Objects.requireNonNull(refusal);
        if (attempts.isEmpty()) {
            return refused(reason);
        }
        boolean nobodyLeft = reason == RefusalReason.ENDPOINTS_REFUSED
                || reason == RefusalReason.ENDPOINTS_AT_LIMIT
                || reason == RefusalReason.NO_HEALTHY_ENDPOINT
                || reason == RefusalReason.NO_ENDPOINTS;
        if (nobodyLeft) {
            refusal = null;
        }
        StopReason stop = nobodyLeft ? StopReason.NO_OTHER_ENDPOINT : StopReason.REFUSED;
        return told(stop, report -> withEarlier(new MeshException(report, lastFailure)));
    }

    private <T extends IOException> T withEarlier(T failure) {
        for (AttemptReport earlier : attempts) {
            IOException cause = earlier.outcome().cause();
            if (cause != null && cause != lastFailure) {
                failure.addSuppressed(cause);
            }
        }
        return failure;
    }

    private IOException told(StopReason stop, Function<CallReport, IOException> make) {
        CallReport report = report(stop);
        IOException failure = make.apply(report);
        observer.callEnded(new CallEnded(report, 0, failure));
        return failure;
    }
}
