package io.meshclient.okhttp;

import java.io.IOException;
import java.net.UnknownServiceException;

/**
 * OkHttp's internals that we have to know, all of them. They are known by name and message only: on the module path
 * OkHttp does not export them to us, and to use the class in an {@code instanceof} is an IllegalAccessError there. A test
 * fails when OkHttp renames them.
 */
final class OkHttpFailures {

    private static final String SHUTDOWN = "okhttp3.internal.http2.ConnectionShutdownException";
    private static final String RESET = "stream was reset: ";

    private OkHttpFailures() {}

    /** The server said that it did not begin to work on this stream. */
    static boolean isRefusedStream(Throwable failure) {
        return (RESET + "REFUSED_STREAM").equals(failure.getMessage())
                || failure.getClass().getName().equals(SHUTDOWN); // a GOAWAY came before our stream was opened
    }

    /** The server, or we, reset one stream; its connection lives on. */
    static boolean isStreamReset(Throwable failure) {
        return String.valueOf(failure.getMessage()).startsWith(RESET);
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
