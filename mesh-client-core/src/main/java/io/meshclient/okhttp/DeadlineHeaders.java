package io.meshclient.okhttp;

import io.meshclient.call.AttemptTime;
import io.meshclient.policy.TimeoutHeaders;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Tells the server of one attempt how much time it has: the per-try timeout, or what is left of the call's time if that is
 * less. Whole milliseconds, rounded down, at least one, for none would mean no limit. What the request says already is
 * replaced: it may be a copy of an earlier one.
 *
 * <p>Source: Envoy {@code router.cc} (FilterUtility::setTimeoutHeaders).
 */
final class DeadlineHeaders {

    private static final String GRPC_TYPE = "application/grpc";

    private DeadlineHeaders() {}

    /** Event streams are not told: their time ends at the headers, and they are never completed. */
    static boolean suit(Request request) {
        String accept = request.header("Accept");
        return accept == null || !accept.contains("text/event-stream");
    }

    static void put(ReportSlot slot, Request.Builder sent, AttemptTime time) {
        if (time.nanos() == 0) {
            return;
        }
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(time.nanos()));
        slot.header(sent, TimeoutHeaders.EXPECTED, Long.toString(millis));
        if (isGrpc(slot.original())) {
            slot.header(sent, TimeoutHeaders.GRPC, TimeoutHeaders.grpc(millis));
        }
    }

    /** {@code application/grpc}, with or without {@code +proto} and the like; not gRPC-Web. */
    private static boolean isGrpc(Request request) {
        RequestBody body = request.body();
        if (body == null) {
            return false;
        }
        MediaType type = body.contentType();
        String name = type != null ? type.toString() : request.header("Content-Type");
        if (name == null || !name.startsWith(GRPC_TYPE)) {
            return false;
        }
        int end = GRPC_TYPE.length();
        return name.length() == end || name.charAt(end) == '+' || name.charAt(end) == ';';
    }
}
