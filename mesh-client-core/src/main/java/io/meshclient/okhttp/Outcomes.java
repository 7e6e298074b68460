package io.meshclient.okhttp;

import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.ResponseSigns;
import io.meshclient.policy.RetryPolicy;
import io.meshclient.time.Ticker;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import okhttp3.Call;
import okhttp3.Response;

/** From what OkHttp did to what it means, in one place. */
final class Outcomes {

    private Outcomes() {}

    static Outcome of(Response response, Attempt attempt, long latency, RetryPolicy retry, Ticker ticker) {
        int status = response.code();
        if (attempt.cacheHit()) {
            return new Outcome(OutcomeKind.CACHE_HIT, status, latency, -1, true, null);
        }
        if (status == 408 && attempt.reused() && "close".equalsIgnoreCase(response.header("Connection"))) {
            // What a proxy left on an idle connection before it closed it: an answer to nobody.
            return new Outcome(OutcomeKind.STALE_CONNECTION, status, latency, -1, false, null);
        }
        if (status < 400 && !retry.matches().anyStatus()) {
            return Outcome.response(status, latency);
        }
        long asked = RetryAfter.asked(response, retry, ticker);
        ResponseSigns signs = Signals.of(response, retry.matches().headers());
        return new Outcome(OutcomeKind.RESPONSE, status, latency, asked, false, null, signs);
    }

    static Outcome of(Throwable failure, Attempt attempt, Call call, boolean callerCanceled, long latency) {
        IOException cause = failure instanceof IOException io ? io : null;
        return Outcome.failure(
                kind(failure, attempt, call, callerCanceled), latency, neverSent(failure, attempt), cause);
    }

    private static OutcomeKind kind(Throwable failure, Attempt attempt, Call call, boolean callerCanceled) {
        if (callerCanceled) {
            return OutcomeKind.CANCELED;
        }
        if (isOwnTimeout(failure, call)) {
            return attempt.timeoutIsDeadline ? OutcomeKind.CALL_TIMEOUT : OutcomeKind.PER_TRY_TIMEOUT;
        }
        if (Thread.currentThread().isInterrupted() || OkHttpFailures.isInterrupt(failure)) {
            return OutcomeKind.CANCELED;
        }
        if (OkHttpFailures.isCallersFault(failure)) {
            return OutcomeKind.LOCAL_ERROR;
        }
        if (OkHttpFailures.isRefusedStream(failure)) {
            return OutcomeKind.REFUSED_STREAM;
        }
        if (!attempt.requestStarted()) {
            boolean usersOwn = attempt.acquired() && !attempt.connectTimedOut();
            return usersOwn ? OutcomeKind.LOCAL_ERROR : OutcomeKind.CONNECT_FAILURE;
        }
        return isStale(failure, attempt) ? OutcomeKind.STALE_CONNECTION : OutcomeKind.RESET;
    }

    private static boolean isOwnTimeout(Throwable failure, Call call) {
        return call.isCanceled()
                && failure instanceof InterruptedIOException
                && !(failure instanceof SocketTimeoutException);
    }

    /**
     * A pooled connection, no byte of an answer, and the connection itself is what was lost: OkHttp then resets all of its
     * HTTP/2 streams, in the words of a server that resets one.
     */
    private static boolean isStale(Throwable failure, Attempt attempt) {
        return attempt.reused()
                && !attempt.anythingCame()
                && !(failure instanceof InterruptedIOException)
                && (!OkHttpFailures.isStreamReset(failure) || attempt.connectionEnded())
                && !(failure instanceof ProtocolException);
    }

    private static boolean neverSent(Throwable failure, Attempt attempt) {
        return attempt.nothingLeft() || OkHttpFailures.isRefusedStream(failure);
    }
}
