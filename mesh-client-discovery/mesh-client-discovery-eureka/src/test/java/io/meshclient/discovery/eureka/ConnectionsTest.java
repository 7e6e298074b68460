package io.meshclient.discovery.eureka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.meshclient.Mesh;
import io.meshclient.discovery.Discovery;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Credentials;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Whom it talks to, how, and what it keeps to itself. */
class ConnectionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SECRET = "s3cr3t-p4ss";

    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private final MockWebServer server = new MockWebServer();
    private final Recorder heard = new Recorder();

    @TempDir
    Path directory;

    private volatile int status = 200;

    ConnectionsTest() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                requests.add(request);
                return new MockResponse.Builder()
                        .code(status)
                        .addHeader("Content-Type", "application/json")
                        .body(Texts.orders(1))
                        .build();
            }
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void twoServicesShareOneConnectionAndOneQuestion() throws IOException {
        server.start();
        try (Discovery discovery = builder("http").delta(false).build()) {
            discovery.subscribe("orders", heard);
            discovery.subscribe("stock", new Recorder());
            await().atMost(PATIENCE).until(() -> requests.size() >= 5);
        }
        assertThat(requests).extracting(RecordedRequest::getConnectionIndex).containsOnly(0);
        assertThat(requests)
                .allSatisfy(
                        request -> assertThat(request.getUrl().encodedPath()).isEqualTo("/eureka/apps"));
        assertThat(requests.get(0).getHeaders().get("Accept")).isEqualTo("application/json");
    }

    @Test
    void theLoginComesFromTheUrlOrTheProperties() throws IOException {
        server.start();
        String url = server.url("/eureka/").toString();
        first(EurekaDiscovery.builder().urls(url.replace("http://", "http://me%40x:" + SECRET + "@")));
        first(EurekaDiscovery.builder().urls(url).login("you", SECRET));
        first(EurekaDiscovery.builder().urls(url));

        assertThat(requests)
                .extracting(request -> request.getHeaders().get("Authorization"))
                .containsExactly(Credentials.basic("me@x", SECRET), Credentials.basic("you", SECRET), null);
        assertThat(requests)
                .extracting(request -> request.getUrl().encodedPath())
                .containsOnly("/eureka/apps");
    }

    private void first(EurekaDiscovery.Builder builder) {
        int before = heard.sets.size();
        try (Discovery discovery = builder.build()) {
            discovery.subscribe("orders", heard);
            await().atMost(PATIENCE).until(() -> heard.sets.size() > before);
        }
    }

    @Test
    void aPasswordInAFileIsReadAgain() throws IOException {
        server.start();
        Path file = Files.writeString(directory.resolve("password"), "old\n");
        try (Discovery discovery = builder("http").login("you", file).build()) {
            discovery.subscribe("orders", heard);
            await().atMost(PATIENCE).until(() -> sent(Credentials.basic("you", "old")));
            Files.writeString(file, "new\n");
            await().atMost(PATIENCE).until(() -> sent(Credentials.basic("you", "new")));
            Files.delete(file);
            await().atMost(PATIENCE).until(() -> !heard.failures.isEmpty());
            assertThat(heard.lastFailure()).contains("the password-file cannot be read");
        }
    }

    private boolean sent(String login) {
        return requests.stream()
                .anyMatch(request -> login.equals(request.getHeaders().get("Authorization")));
    }

    @Test
    void passwordsAreNeverSeen() throws IOException {
        server.start();
        status = 401;
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        Level before = root.getLevel();
        root.setLevel(Level.DEBUG);
        String url = server.url("/eureka").toString().replace("http://", "http://me:" + SECRET + "@");
        Map<String, String> properties = Map.of(
                "mesh.client.discovery.eureka.urls", url + ", " + url,
                "mesh.client.discovery.eureka.interval", "50ms",
                "mesh.client.discovery.eureka.username", "you",
                "mesh.client.discovery.eureka.password", SECRET,
                "mesh.client.services.orders.discovery", "eureka");
        try (Mesh mesh = Mesh.builder().properties(properties).build()) {
            await().atMost(PATIENCE)
                    .until(() -> mesh.view().service("orders").lastError() != null && requests.size() > 3);
            assertThat(mesh.view().toString()).contains("401").doesNotContain(SECRET);
        } finally {
            root.setLevel(before);
            root.detachAppender(log);
        }
        assertThat(log.list)
                .isNotEmpty()
                .noneMatch(event -> event.getFormattedMessage().contains(SECRET));
        assertThat(Server.parseAll(url).get(0))
                .hasToString(server.url("/eureka").toString())
                .extracting(Server::url)
                .isEqualTo(server.url("/eureka"));
        assertThatThrownBy(() -> EurekaDiscovery.builder()
                        .urls("ftp://me:" + SECRET + "@x")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("address no. 1")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void settingsThatDoNotFitTogetherAreRefused() {
        assertThatThrownBy(() -> EurekaDiscovery.builder().login("", SECRET).build())
                .hasMessageContaining("needs a username")
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(() -> EurekaDiscovery.builder()
                        .login("a", SECRET)
                        .login("a", Path.of("p"))
                        .build())
                .hasMessageContaining("only one can count")
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(() -> EurekaDiscovery.builder()
                        .caFile(directory.resolve("no"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ca-file");
    }

    @Test
    void onlyTheGivenAuthorityIsBelieved() throws IOException {
        HeldCertificate authority =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate held = new HeldCertificate.Builder()
                .signedBy(authority)
                .addSubjectAlternativeName(InetAddress.getByName("127.0.0.1").getHostAddress())
                .build();
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(held)
                .build()
                .sslSocketFactory());
        server.start(InetAddress.getByName("127.0.0.1"), 0);
        Path other = pem("other.pem", new HeldCertificate.Builder().build());
        Path right = pem("right.pem", authority);

        try (Discovery discovery = builder("https").caFile(other).build()) {
            discovery.subscribe("orders", heard);
            await().atMost(PATIENCE).until(() -> !heard.failures.isEmpty());
            assertThat(heard.lastFailure()).contains("SSLHandshakeException");
        }
        assertThat(heard.sets).isEmpty();
        try (Discovery discovery = builder("https").caFile(right).build()) {
            discovery.subscribe("orders", heard);
            await().atMost(PATIENCE).until(() -> !heard.sets.isEmpty());
        }
    }

    private Path pem(String name, HeldCertificate certificate) throws IOException {
        return Files.writeString(directory.resolve(name), certificate.certificatePem());
    }

    private EurekaDiscovery.Builder builder(String scheme) {
        return EurekaDiscovery.builder()
                .urls(scheme + "://127.0.0.1:" + server.getPort() + "/eureka")
                .interval(Duration.ofMillis(50));
    }
}
