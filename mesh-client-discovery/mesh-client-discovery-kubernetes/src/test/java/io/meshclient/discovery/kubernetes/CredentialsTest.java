package io.meshclient.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who we are and whom we trust: rotated tokens, client certificates, own authorities, over TLS and HTTP/2. */
class CredentialsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SECRET = "s3cr3t-t0k3n";

    private static final HeldCertificate AUTHORITY = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("cluster CA")
            .build();
    private static final HeldCertificate SERVER = new HeldCertificate.Builder()
            .signedBy(AUTHORITY)
            .addSubjectAlternativeName("127.0.0.1")
            .build();
    private static final HeldCertificate CLIENT = new HeldCertificate.Builder()
            .signedBy(AUTHORITY)
            .commonName("orders-caller")
            .rsa2048()
            .build();

    @TempDir
    private Path folder;

    private FakeApiServer api;
    private KubernetesDiscovery discovery;
    private final HeardSets heard = new HeardSets();

    private void start() throws IOException {
        HandshakeCertificates certificates = new HandshakeCertificates.Builder()
                .heldCertificate(SERVER)
                .addTrustedCertificate(AUTHORITY.certificate())
                .build();
        api = new FakeApiServer(certificates.sslSocketFactory()).start();
        api.put("orders-a", Json.slice("orders-a", "orders", 80, List.of("10.0.0.1")));
        api.put("prices-a", Json.slice("prices-a", "prices", 80, List.of("10.0.0.9")));
    }

    @AfterEach
    void stop() {
        if (discovery != null) {
            discovery.close();
        }
        if (api != null) {
            api.close();
        }
    }

    private String file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file.toString();
    }

    private KubernetesDiscovery.Builder builder() throws IOException {
        return KubernetesDiscovery.builder()
                .apiServer(api.url())
                .tokenFile(file("token", SECRET + "\n"))
                .caFile(file("ca.crt", AUTHORITY.certificatePem()));
    }

    private void subscribe(KubernetesDiscovery.Builder builder) {
        discovery = builder.build();
        discovery.subscribe("orders", heard);
    }

    private void admit(String token) {
        api.admits = request -> ("Bearer " + token).equals(request.getHeaders().get("Authorization"));
    }

    @Test
    void twoServicesShareOneHttp2Connection() throws IOException {
        start();
        admit(SECRET);
        subscribe(builder());
        HeardSets prices = new HeardSets();
        discovery.subscribe("prices", prices);
        heard.awaitKeys("10.0.0.1:80");
        prices.awaitKeys("10.0.0.9:80");
        await().atMost(PATIENCE).until(() -> api.watching() == 2);
        api.put("orders-b", Json.slice("orders-b", "orders", 80, List.of("10.0.0.2")));
        heard.awaitKeys("10.0.0.1:80", "10.0.0.2:80");

        assertThat(api.requests).allMatch(request -> request.getVersion().equals("HTTP/2"));
        assertThat(api.requests.stream()
                        .filter(FakeApiServer::isWatch)
                        .map(request -> request.getConnectionIndex())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void aRotatedTokenCountsFromTheNextRequestOn() throws IOException {
        start();
        admit(SECRET);
        subscribe(builder());
        heard.awaitKeys("10.0.0.1:80");
        await().atMost(PATIENCE).until(() -> api.watching() == 1);

        file("token", "renewed");
        admit("renewed");
        api.bookmark(); // a watch without any event would be one that was ended too early
        api.endWatches();
        await().atMost(PATIENCE).until(() -> api.count("watch") == 2 && api.watching() == 1);
        api.put("orders-b", Json.slice("orders-b", "orders", 80, List.of("10.0.0.2")));
        heard.awaitKeys("10.0.0.1:80", "10.0.0.2:80");
        assertThat(heard.failures).isEmpty();
    }

    @Test
    void aTokenThatIsRotatedWhileItIsSentIsReadAgainAtOnce() throws IOException {
        start();
        admit("renewed");
        Path token = folder.resolve("token");
        api.instead = request -> {
            try {
                Files.writeString(token, "renewed");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return null;
        };
        subscribe(builder());

        heard.awaitKeys("10.0.0.1:80");
        assertThat(heard.failures).isEmpty();
        assertThat(api.requests.get(0).getHeaders().get("Authorization")).isEqualTo("Bearer " + SECRET);
        assertThat(api.requests.get(1).getHeaders().get("Authorization")).isEqualTo("Bearer renewed");
    }

    @Test
    void aTokenThatIsNotAcceptedIsAFailureThatDoesNotShowIt() throws IOException {
        start();
        admit("another");
        subscribe(builder());

        assertThat(heard.awaitFailure())
                .contains("answered 401", "is not accepted")
                .doesNotContain(SECRET);
        assertThat(discovery.toString()).doesNotContain(SECRET);
        file("token", "another");
        heard.awaitKeys("10.0.0.1:80");
    }

    @Test
    void withoutPermissionTheManifestIsNamed() throws IOException {
        start();
        api.instead = request -> FakeApiServer.json(
                403, Json.status(403, "Forbidden", "User \\\"x\\\" cannot list resource \\\"endpointslices\\\""));
        subscribe(builder());
        assertThat(heard.awaitFailure()).contains("answered 403", "User \"x\" cannot list", "rbac.yaml");
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        start();
        try (FakeApiServer elsewhere = new FakeApiServer().start()) {
            api.instead = request -> new MockResponse.Builder()
                    .code(302)
                    .setHeader("Location", elsewhere.url() + "/login")
                    .build();
            subscribe(builder());
            assertThat(heard.awaitFailures(2)).contains("answered 302", "redirects are not followed");
            assertThat(elsewhere.requests).isEmpty();
        }
    }

    @Test
    void aServerOfAnotherAuthorityIsNotBelieved() throws IOException {
        start();
        HeldCertificate other =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        subscribe(builder().caFile(file("other.crt", other.certificatePem())));
        assertThat(heard.awaitFailure()).contains("cannot be asked").doesNotContain(SECRET);
        file("other.crt", AUTHORITY.certificatePem());
        heard.awaitKeys("10.0.0.1:80");
    }

    @Test
    void anUncheckedServerIsBelievedIfThatIsAllowed() throws IOException {
        start();
        subscribe(builder().caFile("").allowInsecure(true));
        heard.awaitKeys("10.0.0.1:80");
    }

    @Test
    void aCertificateFileThatIsNoneIsAFailure() throws IOException {
        start();
        subscribe(builder().caFile(file("ca.crt", "nothing")));
        assertThat(heard.awaitFailure()).contains("certificate authorities for the API server cannot be used");
    }

    @Test
    void aKubeconfigsClientCertificateIsShown() throws IOException {
        start();
        api.web().requireClientAuth();
        Base64.Encoder base64 = Base64.getEncoder();
        String config = """
                current-context: dev
                contexts: [{name: dev, context: {cluster: dev, user: me}}]
                clusters: [{name: dev, cluster: {server: "%s", certificate-authority-data: %s}}]
                users: [{name: me, user: {client-certificate-data: %s, client-key-data: %s}}]
                """.formatted(
                        api.url(),
                        base64.encodeToString(AUTHORITY.certificatePem().getBytes(StandardCharsets.UTF_8)),
                        base64.encodeToString(CLIENT.certificatePem().getBytes(StandardCharsets.UTF_8)),
                        base64.encodeToString(CLIENT.privateKeyPkcs1Pem().getBytes(StandardCharsets.UTF_8)));
        subscribe(KubernetesDiscovery.builder().kubeconfig(file("config", config)));

        heard.awaitKeys("10.0.0.1:80");
        assertThat(api.requests.get(0).getHandshake().peerPrincipal()).hasToString("CN=orders-caller");
        assertThat(api.requests.get(0).getHeaders().get("Authorization")).isNull();
    }

    @Test
    void aPodsServiceAccountIsUsed() throws IOException {
        start();
        admit(SECRET);
        file("token", SECRET);
        file("ca.crt", AUTHORITY.certificatePem());
        file("namespace", "shop");
        Map<String, String> environment = Map.of(
                "KUBERNETES_SERVICE_HOST",
                "127.0.0.1",
                "KUBERNETES_SERVICE_PORT",
                String.valueOf(api.web().getPort()));
        subscribe(KubernetesDiscovery.builder()
                .surroundings(new AccessSources.Surroundings(environment::get, folder, folder)));

        heard.awaitKeys("10.0.0.1:80");
        assertThat(api.requests.get(0).getUrl().encodedPath()).contains("/namespaces/shop/");
    }
}
