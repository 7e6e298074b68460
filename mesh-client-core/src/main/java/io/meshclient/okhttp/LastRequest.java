package io.meshclient.okhttp;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Says {@code Connection: close} with the last request of a connection that has become too old. OkHttp then gives it no
 * further calls: over HTTP/1.1 both sides close it after the response, over HTTP/2, where the header is not sent, when the
 * streams that run on it have ended.
 */
final class LastRequest implements Interceptor {

    static final LastRequest INSTANCE = new LastRequest();

    /** What OkHttp says where the caller says nothing else. */
    private static final String KEEP = "Keep-Alive";

    private LastRequest() {}

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        ReportSlot slot = ReportSlot.on(request);
        boolean last = slot != null && slot.endsConnection() && KEEP.equalsIgnoreCase(request.header("Connection"));
        Response response = chain.proceed(
                last ? request.newBuilder().header("Connection", "close").build() : request);
        return chain.call().isCanceled() ? gone(response) : response;
    }

    /**
     * The caller has gone, and OkHttp would say so a moment later. But a call that was cancelled while its request was written over
     * HTTP/2, and answered all the same, it takes for one whose request is being written still: it would never let go of the
     * connection. A failure here ends it whatever it was doing.
     */
    private static Response gone(Response response) throws IOException {
        response.close();
        throw new IOException("Canceled");
    }
}
