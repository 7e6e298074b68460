package io.meshclient;

import io.meshclient.outcome.CallReport;
import java.io.IOException;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What the callers of a service get in the place of a failure. It is asked last of all: after every attempt, retry, hedge and
 * redirect, when the caller would get one of the mesh's exceptions or a status of 500 or more; never after a caller's own
 * cancel or interrupt, and not for WebSockets. It runs on the thread of the call, with what hangs on the caller's, and should be
 * quick, for the call's time may be up. Must be safe for use by many threads.
 */
@FunctionalInterface
public interface Fallback {

    /**
     * Answers in the place of a failed call.
     *
     * @param request the caller's
     * @param report the story of the call; its last attempt's outcome says what the caller would get
     * @return the caller's response, whose request is replaced by the caller's; null leaves the failure as it is
     * @throws IOException what the caller gets instead; the failure is added to what it suppresses
     */
    @Nullable
    Response answer(Request request, CallReport report) throws IOException;
}
