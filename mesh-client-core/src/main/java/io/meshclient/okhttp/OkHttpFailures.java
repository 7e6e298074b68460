package io.meshclient.okhttp;

import java.io.IOException;
import java.net.UnknownServiceException;
import okhttp3.internal.http2.ConnectionShutdownException;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.internal.http2.StreamResetException;

/**
 * OkHttp's internals that we have to know by name, all of them; the message is the fall-back where the class is hidden from
 * us. A test fails when OkHttp renames them.
 */
final class OkHttpFailures {

    private OkHttpFailures() {}

    /** The server said that it did not begin to work on this stream. */
    static boolean isRefusedStream(Throwable failure) {
        if (failure instanceof ConnectionShutdownException) {
            return true; // a GOAWAY came before our stream was opened: not a byte of it was sent
        }
        return failure instanceof StreamResetException reset
                ? reset.errorCode == ErrorCode.REFUSED_STREAM
                : "stream was reset: REFUSED_STREAM".equals(failure.getMessage());
    }

    /** The server, or we, reset one stream; its connection lives on. */
    static boolean isStreamReset(Throwable failure) {
        return failure instanceof StreamResetException
                || String.valueOf(failure.getMessage()).startsWith("stream was reset");
    }

    /** OkHttp lets a raw InterruptedException through while it connects, with the flag cleared. */
    static boolean isInterrupt(Throwable failure) {
        return failure instanceof InterruptedException;
    }

    /** The request as such cannot be sent, to whomever. */
    static boolean isCallersFault(Throwable failure) {
        return failure instanceof UnknownServiceException || !(failure instanceof IOException);
    }
}
