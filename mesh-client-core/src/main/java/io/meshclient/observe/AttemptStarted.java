package io.meshclient.observe;

import io.meshclient.endpoint.Endpoint;
import java.util.function.BiConsumer;

/**
 * An attempt begins.
 *
 * @param service the service's name
 * @param method the HTTP method
 * @param url the logical URL
 * @param endpoint whom it is sent to
 * @param resend 0 for the first request of a call, then 1, 2, …: those that retries, redirects and authenticators sent
 *     count alike
 * @param headers takes a name and a value to set on this attempt's request
 * @param hedge whether it is sent beside an attempt that runs, because that one's answer is late
 */
public record AttemptStarted(
        String service,
        String method,
        String url,
        Endpoint endpoint,
        int resend,
        BiConsumer<String, String> headers,
        boolean hedge) {

    /**
     * An attempt that is no hedge begins.
     *
     * @param service see {@link #service()}
     * @param method see {@link #method()}
     * @param url see {@link #url()}
     * @param endpoint see {@link #endpoint()}
     * @param resend see {@link #resend()}
     * @param headers see {@link #headers()}
     */
    public AttemptStarted(
            String service,
            String method,
            String url,
            Endpoint endpoint,
            int resend,
            BiConsumer<String, String> headers) {
        this(service, method, url, endpoint, resend, headers, false);
    }

    /**
     * Sets a request header of this attempt, in place of any value it has; the one thing that an observer may change.
     *
     * @param name the header's name
     * @param value its value
     */
    public void header(String name, String value) {
        headers.accept(name, value);
    }
}
