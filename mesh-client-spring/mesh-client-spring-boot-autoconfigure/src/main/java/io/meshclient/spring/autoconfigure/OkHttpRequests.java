package io.meshclient.spring.autoconfigure;

import io.meshclient.policy.CallOptions;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** Makes OkHttp's requests of Spring's. */
final class OkHttpRequests {

    private OkHttpRequests() {}

    /** An attribute that is {@link CallOptions} becomes the call's options, above those of the annotated method. */
    static Request of(
            HttpMethod method, URI uri, HttpHeaders headers, @Nullable RequestBody body, Collection<Object> attributes)
            throws IOException {
        Request.Builder request = new Request.Builder()
                .url(url(uri))
                .headers(headers(headers))
                .method(method.name(), body != null ? body : emptyBody(method));
        CallOptions options = options(attributes);
        return (options == null ? request : request.tag(CallOptions.class, options)).build();
    }

    static @Nullable CallOptions options(Collection<Object> attributes) {
        CallOptions ofRequest = null;
        MethodOptions ofMethod = null;
        for (Object attribute : attributes) {
            if (attribute instanceof CallOptions options) {
                ofRequest = options;
            } else if (attribute instanceof MethodOptions options) {
                ofMethod = options;
            }
        }
        return ofMethod == null ? ofRequest : ofMethod.below(ofRequest);
    }

    private static HttpUrl url(URI uri) throws IOException {
        HttpUrl url = HttpUrl.parse(uri.toString());
        if (url == null) {
            throw new IOException("'" + uri + "' is no URL that can be called; a mesh client's begins with http:// or"
                    + " https:// and the service's name");
        }
        return url;
    }

    private static Headers headers(HttpHeaders headers) {
        Headers.Builder copy = new Headers.Builder();
        headers.forEach((name, values) -> {
            // OkHttp sets it from the body.
            if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
                values.forEach(value -> copy.addUnsafeNonAscii(name, value));
            }
        });
        return copy.build();
    }

    private static @Nullable RequestBody emptyBody(HttpMethod method) {
        return method == HttpMethod.POST || method == HttpMethod.PUT || method == HttpMethod.PATCH
                ? RequestBody.EMPTY
                : null;
    }
}
