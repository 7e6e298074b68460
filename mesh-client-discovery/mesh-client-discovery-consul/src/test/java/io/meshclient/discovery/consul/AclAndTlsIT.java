package io.meshclient.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.discovery.testkit.NeedsProgram;
import io.meshclient.time.MeshRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Consul that denies by default, and one that speaks TLS. */
@NeedsProgram("consul")
class AclAndTlsIT {

    private static final String MASTER = "11111111-2222-3333-4444-555555555555";
    private static final String READER = "66666666-7777-8888-9999-000000000000";

    @TempDir
    Path directory;

    private final MeshRuntime runtime = MeshRuntime.system();
    private final Recorder heard = new Recorder();
    private ConsulServer consul;
    private HeldCertificate authority;

    @BeforeEach
    void start() throws IOException {
        authority = new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate own = new HeldCertificate.Builder()
                .signedBy(authority)
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        Path key = Files.writeString(directory.resolve("key.pem"), own.privateKeyPkcs8Pem());
        Path certificate = Files.writeString(directory.resolve("cert.pem"), own.certificatePem());
        consul = ConsulServer.startWithToken(
                directory,
                MASTER,
                "acl { enabled = true default_policy = \"deny\" tokens { master = \"" + MASTER + "\" agent = \""
                        + MASTER + "\" } }",
                "key_file = \"" + key + "\"",
                "cert_file = \"" + certificate + "\"");
        consul.put(
                "/v1/acl/policy",
                "{\"Name\":\"reader\",\"Rules\":\"service_prefix \\\"\\\" { policy = \\\"read\\\" } node_prefix \\\"\\\" { policy"
                        + " = \\\"read\\\" }\"}");
        consul.put("/v1/acl/token", "{\"SecretID\":\"" + READER + "\",\"Policies\":[{\"Name\":\"reader\"}]}");
        consul.put("/v1/agent/service/register", "{\"ID\":\"o1\",\"Name\":\"orders\",\"Port\":8081}");
    }

    @AfterEach
    void close() {
        consul.close();
        runtime.close();
    }

    /** The smallest rights that do: reading services and nodes; the file is rotated from a token that is not known. */
    @Test
    void aTokenWithServiceReadAndNodeReadIsEnough() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "00000000-aaaa-bbbb-cccc-dddddddddddd");
        try (ConsulDiscovery discovery =
                ConsulDiscovery.of(Map.of("url", consul.url(), "token-file", file.toString()), runtime)) {
            discovery.subscribe("orders", heard);
            assertThat(heard.awaitFailure())
                    .contains("Consul answers 403")
                    .contains("service:read for 'orders' and node:read")
                    .contains("ACL not found")
                    .doesNotContain("dddddddddddd");
            Files.writeString(file, READER + "\n");
            heard.awaitKeys("127.0.0.1:8081");
        }
    }

    /** Before 1.11 Consul does not say that it left something out. */
    @Test
    void withoutATokenThereIsNothingToSee() {
        try (ConsulDiscovery discovery = ConsulDiscovery.of(Map.of("url", consul.url()), runtime)) {
            discovery.subscribe("orders", heard);
            await().atMost(Recorder.PATIENCE).until(() -> heard.calls() > 0);
            assertThat(heard.sets()).allMatch(set -> set.isEmpty());
        }
    }

    /** Consul's HTTP/2 is what lets all questions share one connection. */
    @Test
    void consulSpeaksHttp2OverTls() throws IOException {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(authority.certificate())
                .build();
        OkHttpClient client = new OkHttpClient.Builder()
                .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                .build();
        Request request = new Request.Builder()
                .url(consul.httpsUrl() + "/v1/status/leader")
                .build();
        try (Response response = client.newCall(request).execute()) {
            assertThat(response.protocol()).isEqualTo(Protocol.HTTP_2);
        }
        client.connectionPool().evictAll();
    }

    @Test
    void overTlsWithTheUsersAuthority() throws IOException {
        Path ca = Files.writeString(directory.resolve("ca.pem"), authority.certificatePem());
        try (ConsulDiscovery discovery = ConsulDiscovery.of(
                Map.of("url", consul.httpsUrl(), "ca-file", ca.toString(), "token", READER), runtime)) {
            discovery.subscribe("orders", heard);
            heard.awaitKeys("127.0.0.1:8081");
            assertThat(heard.failures()).isEmpty();
        }
    }
}
