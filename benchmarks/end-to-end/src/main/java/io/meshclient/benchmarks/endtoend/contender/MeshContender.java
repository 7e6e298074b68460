package io.meshclient.benchmarks.endtoend.contender;

import io.meshclient.Mesh;
import io.meshclient.benchmarks.endtoend.stand.HostPort;
import io.meshclient.micrometer.MicrometerMeshObserver;
import java.io.IOException;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * The mesh client in the process, with the policies of the sidecar's configuration, which are the library's defaults
 * but for the number of retries; and with meters, as the sidecar keeps its own.
 */
final class MeshContender implements Contender {
    static final String SERVICE = "bench";
    static final int RETRIES = 2;

    private static final HttpUrl URL = Clients.url(SERVICE);

    private final PolicyCounter counter = new PolicyCounter();
    private final OkHttpClient base = Clients.base();
    private final Mesh mesh;
    private final OkHttpClient client;

    MeshContender(List<HostPort> targets) {
        String[] endpoints = targets.stream().map(HostPort::toString).toArray(String[]::new);
        mesh = Mesh.builder()
                .service(SERVICE, service -> service.endpoints(endpoints).retry(retry -> retry.maxRetries(RETRIES)))
                .observer(new MicrometerMeshObserver(counter.registry()))
                .observer(counter)
                .build();
        client = mesh.wrap(base);
    }

    @Override
    public void call() throws IOException {
        Clients.call(client, URL);
    }

    @Override
    public PolicyCounts counts() {
        return counter.counts();
    }

    @Override
    public void close() {
        mesh.close();
        Clients.close(base);
    }
}
