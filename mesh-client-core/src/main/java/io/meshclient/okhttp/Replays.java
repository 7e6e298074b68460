package io.meshclient.okhttp;

import io.meshclient.policy.CallOptions;
import io.meshclient.policy.RetryPolicy;
import okhttp3.Request;
import okhttp3.RequestBody;

/** Whether a request may be sent again. */
final class Replays {

    private Replays() {}

    /** Whether it may even have been processed: by its mark, its key, or its method. */
    static boolean allowed(Request request, CallOptions options, RetryPolicy policy) {
        Boolean marked = options.idempotent();
        if (marked != null) {
            return marked;
        }
        return policy.methods().contains(request.method()) || request.header("Idempotency-Key") != null;
    }

    /** Whether its body is gone once writing began. */
    static boolean spent(Request request, Attempt attempt) {
        return attempt.bodyStarted() && writtenOnce(request);
    }

    /** Whether its body can be written once only. */
    static boolean writtenOnce(Request request) {
        RequestBody body = request.body();
        return body != null && (body.isOneShot() || body.isDuplex());
    }
}
