package io.meshclient.discovery.consul;

import static java.util.Objects.requireNonNull;

import io.meshclient.time.MeshRuntime;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server that answers what the test wants, a discovery for it, and what that says. */
final class MockConsul implements BeforeEachCallback, AfterEachCallback {

    private final MeshRuntime runtime = MeshRuntime.system();
    private final MockWebServer server = new MockWebServer();
    private final Recorder heard = new Recorder();
    private final Map<String, String> settings = new HashMap<>();
    private ConsulDiscovery discovery;

    MockWebServer server() {
        return server;
    }

    Recorder heard() {
        return heard;
    }

    /** To change before subscribing. */
    Map<String, String> settings() {
        return settings;
    }

    void subscribe(String target) {
        discovery = ConsulDiscovery.of(settings, runtime);
        discovery.subscribe(target, heard);
    }

    RecordedRequest taken() throws InterruptedException {
        return requireNonNull(server.takeRequest(20, TimeUnit.SECONDS), "a request within 20 s");
    }

    static MockResponse.Builder answer(String document, long index) {
        return new MockResponse.Builder()
                .setHeader("X-Consul-Index", index)
                .setHeader("X-Consul-KnownLeader", true)
                .body(document);
    }

    static String instances(String... hosts) {
        return "["
                + String.join(
                        ",",
                        List.of(hosts).stream()
                                .map(host -> Texts.instance(host, 80))
                                .toList())
                + "]";
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        server.start();
        settings.put("url", "http://127.0.0.1:" + server.getPort());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (discovery != null) {
            discovery.close();
        }
        server.close();
        runtime.close();
    }
}
