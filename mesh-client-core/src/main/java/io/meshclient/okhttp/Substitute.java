package io.meshclient.okhttp;

import io.meshclient.outcome.CallReport;
import io.meshclient.time.Internal;
import java.io.IOException;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** A service's fallback, as the interceptor asks it. */
@Internal
@FunctionalInterface
public interface Substitute {

    /**
     * Answers in the place of a failed call.
     *
     * @param request the caller's
     * @param report the call's story
     * @return null leaves the failure as it is
     * @throws IOException what the caller gets instead
     */
    @Nullable
    Response answer(Request request, CallReport report) throws IOException;
}
