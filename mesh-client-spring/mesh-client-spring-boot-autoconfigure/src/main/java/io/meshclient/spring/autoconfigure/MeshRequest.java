package io.meshclient.spring.autoconfigure;

import io.meshclient.policy.CallOptions;
import java.io.IOException;
import java.net.URI;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.AbstractStreamingClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/** One request of Spring's as one OkHttp call. An attribute that is {@link CallOptions} becomes the call's options. */
final class MeshRequest extends AbstractStreamingClientHttpRequest {

    private final Call.Factory calls;
    private final URI uri;
    private final HttpMethod method;

    MeshRequest(Call.Factory calls, URI uri, HttpMethod method) {
        this.calls = calls;
        this.uri = uri;
        this.method = method;
    }

    @Override
    public HttpMethod getMethod() {
        return method;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    protected ClientHttpResponse executeInternal(HttpHeaders headers, @Nullable Body body) throws IOException {
        Request.Builder request =
                new Request.Builder().url(url()).headers(headers(headers)).method(method.name(), body(headers, body));
        getAttributes().values().forEach(attribute -> {
            if (attribute instanceof CallOptions options) {
                request.tag(CallOptions.class, options);
            }
        });
        return new MeshResponse(calls.newCall(request.build()).execute());
    }

    private HttpUrl url() throws IOException {
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

    private @Nullable RequestBody body(HttpHeaders headers, @Nullable Body body) {
        if (body != null) {
            return new SpringRequestBody(body, headers.getContentLength());
        }
        return method == HttpMethod.POST || method == HttpMethod.PUT || method == HttpMethod.PATCH
                ? RequestBody.EMPTY
                : null;
    }
}
