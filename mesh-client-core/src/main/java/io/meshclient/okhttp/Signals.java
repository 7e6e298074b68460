package io.meshclient.okhttp;

import io.meshclient.outcome.ResponseSigns;
import io.meshclient.policy.HeaderMatch;
import java.util.List;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** What a response says beside its status: headers that Envoy and gRPC made known, and those that are configured. */
final class Signals {

    /** Its sender, an Envoy, had too much to do and did not pass the request on. */
    private static final String OVERLOADED = "x-envoy-overloaded";

    /** An Envoy refused the request for its rate. */
    private static final String RATE_LIMITED = "x-envoy-ratelimited";

    /** Whoever sent it should get no calls from now on, though this one was answered. */
    private static final String FAIL_HEALTH_CHECK = "x-envoy-immediate-health-check-fail";

    private static final String GRPC_STATUS = "grpc-status";

    private Signals() {}

    static boolean saysUnhealthy(Response response) {
        return response.header(FAIL_HEALTH_CHECK) != null;
    }

    /** What it says about trying again. */
    static ResponseSigns of(Response response, List<HeaderMatch> retriable) {
        boolean overloaded = response.code() >= 500 && response.header(OVERLOADED) != null;
        boolean limited = response.header(RATE_LIMITED) != null;
        boolean named = hasOne(response, retriable);
        int status = grpcStatus(response.header(GRPC_STATUS));
        boolean nothing = !overloaded && !limited && !named && status < 0;
        return nothing ? ResponseSigns.NONE : new ResponseSigns(overloaded, limited, named, status);
    }

    private static boolean hasOne(Response response, List<HeaderMatch> headers) {
        for (HeaderMatch header : headers) {
            if (header.matches(response.headers(header.name()))) {
                return true;
            }
        }
        return false;
    }

    private static int grpcStatus(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 2) {
            return -1;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1; // as if it had none
        }
    }
}
