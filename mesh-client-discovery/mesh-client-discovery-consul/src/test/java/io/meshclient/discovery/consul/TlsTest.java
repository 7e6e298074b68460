package io.meshclient.discovery.consul;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.time.MeshRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** https with an authority of the user's own, and what HTTP/2 saves. */
class TlsTest {

    private static final HeldCertificate CA =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private static final HeldCertificate OTHER_CA =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private static final HeldCertificate CONSUL = new HeldCertificate.Builder()
            .signedBy(CA)
            .addSubjectAlternativeName("127.0.0.1")
            .build();

    @TempDir
    Path directory;

    private final MeshRuntime runtime = MeshRuntime.system();
    private final MockWebServer server = new MockWebServer();
    private final Recorder heard = new Recorder();

    @AfterEach
    void close() throws IOException {
        server.close();
        runtime.close();
    }

    private ConsulDiscovery trusting(HeldCertificate... authorities) throws IOException {
        StringBuilder pem = new StringBuilder();
        for (HeldCertificate authority : authorities) {
            pem.append(authority.certificatePem());
        }
        Path file = Files.writeString(directory.resolve("ca.pem"), pem);
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(CONSUL)
                .build()
                .sslSocketFactory());
        server.start();
        return ConsulDiscovery.of(
                Map.of("url", "https://127.0.0.1:" + server.getPort(), "ca-file", file.toString()), runtime);
    }

    private static MockResponse empty(long index) {
        return new MockResponse.Builder()
                .setHeader("X-Consul-Index", index)
                .body("[]")
                .build();
    }

    @Test
    void anAuthorityOfTheFileIsTrusted() throws IOException {
        try (ConsulDiscovery discovery = trusting(OTHER_CA, CA)) {
            server.enqueue(empty(7));
            discovery.subscribe("orders", heard);
            assertThat(heard.awaitSet().isEmpty()).isTrue();
            assertThat(heard.failures()).isEmpty();
        }
    }

    @Test
    void nobodyElseIs() throws IOException {
        try (ConsulDiscovery discovery = trusting(OTHER_CA)) {
            discovery.subscribe("orders", heard);
            assertThat(heard.awaitFailure()).contains("is not trusted, or speaks no TLS; see ca-file");
        }
    }

    @Test
    void theWatchesShareOneConnectionOverHttp2() throws Exception {
        try (ConsulDiscovery discovery = trusting(CA)) {
            for (int i = 0; i < 6; i++) {
                server.enqueue(empty(7));
            }
            discovery.subscribe("orders", heard);
            heard.awaitSet();
            discovery.subscribe("stock", new Recorder());
            discovery.subscribe("users", new Recorder());
            Set<Integer> connections = new HashSet<>();
            Set<String> paths = new HashSet<>();
            while (paths.size() < 3) {
                RecordedRequest request = requireNonNull(server.takeRequest(20, TimeUnit.SECONDS));
                connections.add(request.getConnectionIndex());
                paths.add(request.getUrl().encodedPath());
            }
            assertThat(connections).hasSize(1);
            assertThat(server.getProtocols()).isEqualTo(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
        }
    }

    @Test
    void aFileWithoutCertificatesIsRefusedAtOnce() throws IOException {
        Path file = Files.writeString(directory.resolve("no.pem"), "nothing");
        assertThatThrownBy(() -> ConsulDiscovery.of(Map.of("ca-file", file.toString()), runtime))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ca-file");
        assertThatThrownBy(() -> ConsulDiscovery.of(Map.of("ca-file", directory.resolve("none") + ""), runtime))
                .hasMessageContaining("cannot be read");
    }
}
