package io.meshclient.spring.autoconfigure;

import java.net.URI;
import okhttp3.Call;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/** Spring's request factory over OkHttp calls: the last step before the mesh. */
final class MeshRequestFactory implements ClientHttpRequestFactory {

    private final Call.Factory calls;

    MeshRequestFactory(Call.Factory calls) {
        this.calls = calls;
    }

    @Override
    public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
        return new MeshRequest(calls, uri, method);
    }
}
