package io.meshclient.okhttp;

import okhttp3.Response;

/** What a response says about the endpoint that sent it, beside its status: headers that Envoy made known. */
final class Signals {

    /** Its sender, an Envoy, had too much to do and did not pass the request on. */
    static final String OVERLOADED = "x-envoy-overloaded";

    /** Whoever sent it should get no calls from now on, though this one was answered. */
    static final String FAIL_HEALTH_CHECK = "x-envoy-immediate-health-check-fail";

    private Signals() {}

    static boolean saysUnhealthy(Response response) {
        return response.header(FAIL_HEALTH_CHECK) != null;
    }
}
