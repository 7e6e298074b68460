package io.meshclient.spring.autoconfigure;

import java.io.IOException;
import java.net.URI;
import okhttp3.Call;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.AbstractStreamingClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/** One request of Spring's as one OkHttp call. */
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
        SpringRequestBody written = body == null ? null : new SpringRequestBody(body, headers.getContentLength());
        Request request =
                OkHttpRequests.of(method, uri, headers, written, getAttributes().values());
        return new MeshResponse(calls.newCall(request).execute());
    }
}
