package io.meshclient.spring.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.policy.ConfigException;
import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.Settings;
import io.meshclient.testing.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What goes over the wire, and what becomes of the answers. */
class RegistryRequestsTest {

    private static final LeaseTimes TIMES =
            new LeaseTimes(Duration.ofMillis(2_500), Duration.ofSeconds(1), Duration.ofMinutes(10));

    private final MockWebServer server = new MockWebServer();
    private final List<Registry> registries = new ArrayList<>();

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        registries.forEach(Registry::close);
        server.close();
    }

    private static Instance instance(boolean secure) {
        return new Instance(
                "orders",
                "orders-1",
                Endpoint.builder("10.0.0.7", 8080)
                        .weight(3)
                        .metadata(Map.of("zone", "a", "version", "2"))
                        .build(),
                "10.0.0.7",
                secure,
                List.of("blue", "green"),
                TIMES,
                new Instance.Pages("http://10.0.0.7:8080/", "http://10.0.0.7:9/info", "http://10.0.0.7:9/health"));
    }

    private Registry consul(String... keysAndValues) {
        return consulAt(server.url("/").toString(), keysAndValues);
    }

    private Registry consulAt(String url, String... keysAndValues) {
        return kept(new ConsulRegistry(settings("consul", "url", url, keysAndValues), instance(false)));
    }

    private Registry eureka(String urls, String... keysAndValues) {
        return kept(
                new EurekaRegistry(settings("eureka", "urls", urls, keysAndValues), instance(true), new VirtualTime()));
    }

    private Registry kept(Registry registry) {
        registries.add(registry);
        return registry;
    }

    private static Settings settings(String registry, String key, String value, String... more) {
        Map<String, ConfigValue> values = new LinkedHashMap<>();
        values.put(key, new ConfigValue(value, "test"));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], new ConfigValue(more[i + 1], "test"));
        }
        return Settings.of(ConnectionKeys.of(registry), "test.", values);
    }

    private void answers(int... statuses) {
        for (int status : statuses) {
            server.enqueue(new MockResponse.Builder().code(status).build());
        }
    }

    private String line() throws InterruptedException {
        RecordedRequest request = server.takeRequest(5, TimeUnit.SECONDS);
        return request.getMethod() + " " + request.getTarget();
    }

    @Test
    void consulGetsTheWholeInstanceWithItsCheck() throws Exception {
        answers(200);
        consul().register(Presence.UP);

        RecordedRequest request = server.takeRequest();
        assertThat(request.getMethod() + " " + request.getTarget()).isEqualTo("PUT /v1/agent/service/register");
        assertThat(JsonMapper.shared().readTree(request.getBody().utf8()))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"ID":"orders-1","Name":"orders","Address":"10.0.0.7","Port":8080,"Tags":["blue","green"],
                         "Meta":{"zone":"a","version":"2"},"Weights":{"Passing":3,"Warning":1},
                         "Check":{"CheckID":"service:orders-1","Name":"heartbeat of orders","TTL":"2500ms",
                                  "Status":"passing","DeregisterCriticalServiceAfter":"600000ms"}}"""));
    }

    @Test
    void consulsMaintenanceModeIsOutOfService() throws Exception {
        Registry consul = consul("namespace", "shop", "partition", "eu");
        answers(200, 200, 200, 200, 200, 200);
        consul.register(Presence.OUT_OF_SERVICE);
        consul.change(Presence.UP);
        consul.renew(Presence.UP);

        assertThat(line()).isEqualTo("PUT /v1/agent/service/register?ns=shop&partition=eu");
        assertThat(line())
                .startsWith("PUT /v1/agent/service/maintenance/orders-1?")
                .contains("enable=true", "ns=shop");
        assertThat(server.takeRequest().getBody().utf8())
                .isEqualTo("{\"Status\":\"passing\",\"Output\":\"out-of-service\"}");
        assertThat(line()).contains("/maintenance/orders-1?").contains("enable=false");
        assertThat(line()).startsWith("PUT /v1/agent/check/update/service:orders-1");
        assertThat(line()).startsWith("PUT /v1/agent/check/update/service:orders-1");
    }

    @Test
    void whoStartsIsCriticalAndAnOperatorsMaintenanceIsNotTouched() throws Exception {
        Registry consul = consul();
        answers(200, 200);
        consul.register(Presence.STARTING);
        consul.change(Presence.UP);

        assertThat(server.takeRequest().getBody().utf8()).contains("\"Status\":\"critical\"");
        assertThat(server.takeRequest().getTarget()).contains("/check/update/");
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void consulHasLostItWhenItSaysSo() throws Exception {
        Registry consul = consul();
        answers(404);
        assertThat(consul.renew(Presence.UP)).isFalse();
        server.enqueue(new MockResponse.Builder()
                .code(500)
                .body("CheckID \"service:orders-1\" does not have associated TTL")
                .build());
        assertThat(consul.renew(Presence.UP)).isFalse();
        server.enqueue(
                new MockResponse.Builder().code(500).body("No cluster leader").build());
        assertThatIOException()
                .isThrownBy(() -> consul.renew(Presence.UP))
                .withMessage("answers 500 to a heartbeat; it says: No cluster leader");
        answers(404);
        consul.deregister();
    }

    @Test
    void theTokenIsReadAgainAndNotRepeated() throws Exception {
        Path file = directory.resolve("token");
        Files.writeString(file, "first\n");
        Registry consul = consul("token-file", file.toString());
        answers(200);
        consul.renew(Presence.UP);
        Files.writeString(file, "second");
        server.enqueue(new MockResponse.Builder()
                .code(403)
                .body("token second lacks service:write")
                .build());

        assertThatIOException()
                .isThrownBy(() -> consul.renew(Presence.UP))
                .withMessageContaining("answers 403 to a heartbeat; it says: token (hidden) lacks service:write");
        assertThat(server.takeRequest().getHeaders().get("X-Consul-Token")).isEqualTo("first");
        assertThat(server.takeRequest().getHeaders().get("X-Consul-Token")).isEqualTo("second");

        Files.delete(file);
        assertThatIOException()
                .isThrownBy(() -> consul.renew(Presence.UP))
                .withMessageContaining("cannot be asked, for the file " + file);
    }

    @Test
    void redirectsAreNotFollowed() {
        server.enqueue(new MockResponse.Builder()
                .code(307)
                .setHeader("Location", "http://127.0.0.1:1/")
                .build());

        assertThatIOException()
                .isThrownBy(() -> consul("token", "sesame").register(Presence.UP))
                .withMessageStartingWith("answers 307 to the registration");
    }

    @Test
    void onlyTheAuthoritiesOfTheFileAreTrusted() throws Exception {
        HeldCertificate authority =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate other =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate own = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .signedBy(authority)
                .build();
        server.close();
        try (MockWebServer tls = new MockWebServer()) {
            tls.useHttps(new HandshakeCertificates.Builder()
                    .heldCertificate(own)
                    .build()
                    .sslSocketFactory());
            tls.start();
            tls.enqueue(new MockResponse.Builder().code(200).build());
            String url = tls.url("/").newBuilder().host("localhost").build().toString();
            Path right = Files.writeString(directory.resolve("right.pem"), authority.certificatePem());
            Path wrong = Files.writeString(directory.resolve("wrong.pem"), other.certificatePem());

            assertThatIOException()
                    .isThrownBy(() -> consulAt(url, "ca-file", wrong.toString()).register(Presence.UP))
                    .withMessageContaining("is not trusted, or speaks no TLS; see ca-file");
            consulAt(url, "ca-file", right.toString()).register(Presence.UP);
        }
        Path none = Files.writeString(directory.resolve("none.pem"), "nothing");
        for (Path file : List.of(none, directory.resolve("missing.pem"))) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> consul("ca-file", file.toString()))
                    .withMessageContaining("cannot be read as certificates in PEM form");
        }
    }

    @Test
    void eurekaGetsTheWholeInstance() throws Exception {
        answers(204);
        eureka(server.url("/eureka/").toString()).register(Presence.STARTING);

        RecordedRequest request = server.takeRequest();
        assertThat(request.getMethod() + " " + request.getTarget()).isEqualTo("POST /eureka/apps/ORDERS");
        JsonNode json = JsonMapper.shared().readTree(request.getBody().utf8());
        assertThat(json).isEqualTo(JsonMapper.shared().readTree("""
                {"instance":{"instanceId":"orders-1","app":"ORDERS","hostName":"10.0.0.7","ipAddr":"10.0.0.7",
                 "status":"STARTING","overriddenStatus":"UNKNOWN","vipAddress":"orders","secureVipAddress":"orders",
                 "port":{"$":80,"@enabled":"false"},"securePort":{"$":8080,"@enabled":"true"},"countryId":1,
                 "dataCenterInfo":{"@class":"com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo","name":"MyOwn"},
                 "leaseInfo":{"renewalIntervalInSecs":1,"durationInSecs":3},
                 "metadata":{"weight":"3","tags":"blue,green","zone":"a","version":"2"},
                 "homePageUrl":"http://10.0.0.7:8080/","statusPageUrl":"http://10.0.0.7:9/info",
                 "healthCheckUrl":"http://10.0.0.7:9/health",
                 "lastDirtyTimestamp":"1767225600000","lastUpdatedTimestamp":"1767225600000"}}"""));
    }

    @Test
    void eurekasStatusIsOverriddenWhileOutOfService() throws Exception {
        Registry eureka = eureka(server.url("/eureka").toString());
        answers(204, 200, 200, 204, 204, 404);
        eureka.register(Presence.OUT_OF_SERVICE);
        assertThat(eureka.change(Presence.UP)).isTrue();
        eureka.register(Presence.STARTING);
        assertThat(eureka.change(Presence.UP)).isTrue();
        assertThat(eureka.change(Presence.OUT_OF_SERVICE)).isFalse();

        assertThat(line()).isEqualTo("POST /eureka/apps/ORDERS");
        assertThat(line())
                .startsWith("PUT /eureka/apps/ORDERS/orders-1/status?value=OUT_OF_SERVICE&lastDirtyTimestamp=17672");
        assertThat(line()).startsWith("DELETE /eureka/apps/ORDERS/orders-1/status?value=UP&lastDirtyTimestamp=17672");
        assertThat(line()).isEqualTo("POST /eureka/apps/ORDERS");
        assertThat(line()).isEqualTo("POST /eureka/apps/ORDERS");
    }

    @Test
    void eurekaIsRenewedAndLeftById() throws Exception {
        Registry eureka = eureka(server.url("/eureka").toString());
        answers(200, 404, 404, 500);

        assertThat(eureka.renew(Presence.UP)).isTrue();
        assertThat(eureka.renew(Presence.UP)).isFalse();
        eureka.deregister();
        assertThatIOException().isThrownBy(() -> eureka.renew(Presence.UP)).withMessage("answers 500 to a heartbeat");
        assertThat(line()).isEqualTo("PUT /eureka/apps/ORDERS/orders-1?status=UP&lastDirtyTimestamp=0");
        line();
        assertThat(line()).isEqualTo("DELETE /eureka/apps/ORDERS/orders-1");
    }

    @Test
    void theNextServerIsAskedWhenOneFailsAndKept() throws Exception {
        try (MockWebServer broken = new MockWebServer()) {
            broken.start();
            broken.enqueue(new MockResponse.Builder().code(503).build());
            Registry eureka = eureka(
                    "http://user:sesame@127.0.0.1:" + broken.getPort() + "/eureka," + server.url("/eureka"),
                    "username",
                    "other",
                    "password",
                    "secret");
            answers(204, 200, 500);
            eureka.register(Presence.UP);
            assertThat(eureka.renew(Presence.UP)).isTrue();
            broken.enqueue(new MockResponse.Builder().code(500).build());
            assertThatIOException()
                    .isThrownBy(() -> eureka.renew(Presence.UP))
                    .withMessageContaining(server.url("/eureka") + " answers 500 to a heartbeat")
                    .withMessageNotContaining("sesame");

            assertThat(broken.takeRequest().getHeaders().get("Authorization"))
                    .isEqualTo(okhttp3.Credentials.basic("user", "sesame"));
            assertThat(server.takeRequest().getHeaders().get("Authorization"))
                    .isEqualTo(okhttp3.Credentials.basic("other", "secret"));
            assertThat(broken.getRequestCount()).isEqualTo(2);
            assertThat(eureka.label()).doesNotContain("sesame");
        }
    }

    @Test
    void leavingCancelsAHeartbeatAndThenOnlyTheDeregistrationIsSent() throws Exception {
        Registry consul = consul();
        server.enqueue(new MockResponse.Builder()
                .code(200)
                .headersDelay(60, TimeUnit.SECONDS)
                .build());
        CountDownLatch failed = new CountDownLatch(1);
        Thread beating = new Thread(() -> {
            try {
                consul.renew(Presence.UP);
            } catch (IOException e) {
                failed.countDown();
            }
        });
        beating.setDaemon(true);
        beating.start();
        assertThat(line()).contains("/check/update/");

        consul.beginLeaving();

        assertThat(failed.await(5, TimeUnit.SECONDS)).isTrue();
        assertThatIOException().isThrownBy(() -> consul.renew(Presence.UP));
        answers(200);
        consul.deregister();
        assertThat(line()).isEqualTo("PUT /v1/agent/service/deregister/orders-1");
    }

    @Test
    void aServerThatDoesNotAnswerIsLeftInTime() {
        Registry consul = consul("connect-timeout", "100ms", "answer-timeout", "200ms");
        server.enqueue(new MockResponse.Builder()
                .code(200)
                .headersDelay(60, TimeUnit.SECONDS)
                .build());

        assertThatIOException()
                .isThrownBy(() -> consul.renew(Presence.UP))
                .withMessageStartingWith("does not answer in time");
        server.close();
        assertThatIOException()
                .isThrownBy(() -> consul.renew(Presence.UP))
                .withMessageStartingWith("cannot be asked: ");
    }
}
