package io.meshclient.okhttp;

import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Getting rid of responses that nobody will read. */
final class AttemptBodies {

    /** Read to its end for the connection's sake; more is not worth the wait. */
    private static final long SMALL = 16 * 1024;

    private AttemptBodies() {}

    /**
     * Closes a response. OkHttp reads what is left for up to 100 ms to save the connection: right for a small body that has
     * come already, wrong for any other, which is cancelled first.
     */
    static void discard(Response response, @Nullable Call call) {
        long length = response.body().contentLength();
        if (call != null && (length < 0 || length > SMALL)) {
            call.cancel();
        }
        response.close();
    }
}
