package io.meshclient.okhttp;

import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Follows redirects by OkHttp's rules, so that each hop can be routed anew: 300–303 turn into a GET without body (except
 * PROPFIND, which stays, and QUERY, which stays except on 303), 307 and 308 keep method and body; between http and https
 * only if the client allows it; Authorization is dropped where host, port or scheme change.
 */
final class Redirects {

    /** OkHttp's limit, Chrome's + 1. */
    static final int MAX = 20;

    private Redirects() {}

    /**
     * The next request, or null if the response is the answer.
     *
     * @param request what brought the response, with the credentials that an authenticator may have added
     */
    static @Nullable Request next(Response response, Request request, Interceptor.Chain chain) {
        int code = response.code();
        boolean redirect = code >= 300 && code <= 303 || code == 307 || code == 308;
        if (!redirect || !chain.getFollowRedirects()) {
            return null;
        }
        String location = response.header("Location");
        HttpUrl url = location == null ? null : request.url().resolve(location);
        if (url == null || !sameScheme(url, request.url()) && !chain.getFollowSslRedirects()) {
            return null;
        }
        RequestBody body = request.body();
        boolean keepsBody = keepsBody(request.method(), code);
        if (keepsBody && body != null && body.isOneShot()) {
            return null;
        }
        Request.Builder next = request.newBuilder().url(url);
        ReportSlot.takeOff(request, next);
        if (permitsBody(request.method())) {
            rewrite(next, request, code, keepsBody);
        }
        if (!sameServer(url, request.url())) {
            next.removeHeader("Authorization");
        }
        return next.build();
    }

    private static void rewrite(Request.Builder next, Request request, int code, boolean keepsBody) {
        if (keepsBody) {
            next.method(request.method(), request.body());
            return;
        }
        boolean toGet =
                !request.method().equals("PROPFIND") && (!request.method().equals("QUERY") || code == 303);
        next.method(toGet ? "GET" : request.method(), null);
        next.removeHeader("Transfer-Encoding");
        next.removeHeader("Content-Length");
        next.removeHeader("Content-Type");
    }

    private static boolean keepsBody(String method, int code) {
        return code == 307 || code == 308 || method.equals("PROPFIND") || method.equals("QUERY") && code != 303;
    }

    private static boolean permitsBody(String method) {
        return !method.equals("GET") && !method.equals("HEAD");
    }

    private static boolean sameScheme(HttpUrl a, HttpUrl b) {
        return a.scheme().equals(b.scheme());
    }

    private static boolean sameServer(HttpUrl a, HttpUrl b) {
        return a.host().equals(b.host()) && a.port() == b.port() && sameScheme(a, b);
    }
}
