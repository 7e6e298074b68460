package io.meshclient.okhttp;

import static io.meshclient.testing.TestMesh.hostPort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.EndpointView;
import io.meshclient.Mesh;
import io.meshclient.policy.HealthCheckBuilder;
import io.meshclient.policy.HealthCheckType;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Active checks, and what endpoints say of themselves, over real sockets. */
@Timeout(30)
final class HealthCheckTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private volatile MockResponse healthy = answer(200);

    private static MockResponse answer(int status) {
        return new MockResponse.Builder().code(status).body("ok").build();
    }

    /** Answers checks of {@code /ready} as the test says, and everything else well. */
    private MockWebServer server() {
        return server(server -> {});
    }

    private MockWebServer server(Consumer<MockWebServer> edit) {
        return leaks.server(server -> {
            edit.accept(server);
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    boolean check = request.getTarget().startsWith("/ready")
                            || request.getTarget().startsWith("/grpc.health");
                    return check ? healthy : answer(200);
                }
            });
        });
    }

    /** The call may come first, or the check that it set going. */
    private static RecordedRequest firstCheck(MockWebServer server) throws InterruptedException {
        RecordedRequest first = server.takeRequest();
        return first.getTarget().startsWith("/items") ? server.takeRequest() : first;
    }

    private Mesh mesh(Consumer<HealthCheckBuilder> edit, String... endpoints) {
        return new TestMesh(leaks)
                .with(builder -> builder.service(
                        "orders",
                        orders -> orders.balancer("round-robin")
                                .endpoints(endpoints)
                                .healthCheck(check -> {
                                    check.type(HealthCheckType.HTTP)
                                            .path("/ready?deep=1")
                                            .interval(Duration.ofMillis(50))
                                            .unhealthyInterval(Duration.ofMillis(50))
                                            .intervalJitter(Duration.ZERO)
                                            .initialSpread(Duration.ZERO);
                                    edit.accept(check);
                                })))
                .build();
    }

    private OkHttpClient wrap(Mesh mesh) {
        return mesh.wrap(leaks.client(new OkHttpClient()));
    }

    private static int call(OkHttpClient client) throws IOException {
        return call(client, "http");
    }

    private static int call(OkHttpClient client, String scheme) throws IOException {
        try (Response response = client.newCall(
                        new Request.Builder().url(scheme + "://orders/items").build())
                .execute()) {
            response.body().string();
            return response.code();
        }
    }

    private static void awaitCheck(Mesh mesh, MockWebServer server, String state, String said) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            EndpointView view = mesh.view().service("orders").endpoint(hostPort(server));
            assertThat(view.lastCheck()).contains(said);
            assertThat(view.state()).isEqualTo(state);
        });
    }

    @Test
    void aStatusDecidesAndTheRequestIsTheMeshsOwn() throws Exception {
        MockWebServer server = server();
        AtomicInteger seen = new AtomicInteger();
        Mesh mesh = mesh(
                check -> check.method("HEAD").headers("x-probe: yes").expectedStatuses("200", "299-302"),
                hostPort(server));
        OkHttpClient client = mesh.wrap(leaks.client(new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    seen.incrementAndGet();
                    return chain.proceed(chain.request());
                })
                .addNetworkInterceptor(chain -> {
                    seen.incrementAndGet();
                    return chain.proceed(chain.request());
                })
                .build()));
        assertThat(call(client)).isEqualTo(200);
        RecordedRequest check = firstCheck(server);
        assertThat(check.getMethod()).isEqualTo("HEAD");
        assertThat(check.getTarget()).isEqualTo("/ready?deep=1");
        assertThat(check.getHeaders().get("Host")).isEqualTo("orders");
        assertThat(check.getHeaders().get("User-Agent")).isEqualTo("mesh-client-health-check");
        assertThat(check.getHeaders().get("x-probe")).isEqualTo("yes");
        awaitCheck(mesh, server, "available", "passed: status 200");

        healthy = answer(503);
        awaitCheck(mesh, server, "unhealthy", "failed: status 503");
        healthy = answer(302);
        awaitCheck(mesh, server, "available", "passed: status 302");
        assertThat(seen.get()).as("interceptors saw the one call").isEqualTo(2);
    }

    @Test
    void anAnswerThatSaysSoItselfFailsAtOnce() throws Exception {
        MockWebServer server = server();
        Mesh mesh = mesh(check -> check.unhealthyThreshold(1_000), hostPort(server));
        call(wrap(mesh));
        awaitCheck(mesh, server, "available", "passed");
        healthy = new MockResponse.Builder()
                .code(200)
                .addHeader("x-envoy-immediate-health-check-fail", "true")
                .build();
        awaitCheck(mesh, server, "unhealthy", "says so itself");
    }

    @Test
    void aConnectionIsEnoughForTcp() throws Exception {
        MockWebServer server = server();
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Mesh mesh = mesh(check -> check.type(HealthCheckType.TCP), hostPort(server), "127.0.0.1:" + free);
        call(wrap(mesh));
        awaitCheck(mesh, server, "available", "passed: connected");
        await().untilAsserted(() -> assertThat(mesh.view().service("orders").endpoint("127.0.0.1:" + free))
                .satisfies(view -> assertThat(view.state()).isEqualTo("unhealthy"))
                .satisfies(view -> assertThat(view.lastCheck()).startsWith("failed: ConnectException")));
    }

    @Test
    void overTlsTheNameIsTheServices() throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("orders")
                .build();
        HandshakeCertificates trusted = new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(certificate.certificate())
                .build();
        MockWebServer server = server(mock -> mock.useHttps(trusted.sslSocketFactory()));
        Mesh mesh = mesh(check -> check.scheme("https"), hostPort(server));
        OkHttpClient client = mesh.wrap(leaks.client(new OkHttpClient.Builder()
                .sslSocketFactory(trusted.sslSocketFactory(), trusted.trustManager())
                .build()));
        call(client, "https");
        awaitCheck(mesh, server, "available", "passed: status 200");
    }

    @Test
    void grpcsHealthProtocolIsSpokenByHand() throws Exception {
        MockWebServer server = server(mock -> mock.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));
        healthy = grpc("0000000002" + "0801", "0");
        Mesh mesh = mesh(check -> check.type(HealthCheckType.GRPC).grpcService("shop.Orders"), hostPort(server));
        OkHttpClient client = mesh.wrap(leaks.client(new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .build()));
        call(client);
        RecordedRequest check = firstCheck(server);
        assertThat(check.getTarget()).isEqualTo("/grpc.health.v1.Health/Check");
        assertThat(check.getHeaders().get("content-type")).isEqualTo("application/grpc");
        assertThat(check.getHeaders().get("te")).isEqualTo("trailers");
        assertThat(check.getBody()).isEqualTo(ByteString.decodeHex("000000000d" + "0a0b73686f702e4f7264657273"));
        awaitCheck(mesh, server, "available", "passed: SERVING");

        healthy = grpc("0000000002" + "0802", "0");
        awaitCheck(mesh, server, "unhealthy", "failed: NOT_SERVING");
        healthy = grpc("0000000000", "0");
        awaitCheck(mesh, server, "unhealthy", "failed: UNKNOWN");
        healthy = grpc("", "12");
        awaitCheck(mesh, server, "unhealthy", "failed: grpc-status 12");
        healthy = answer(200);
        awaitCheck(mesh, server, "unhealthy", "failed: ");
        healthy = grpc("0000000002" + "0801", "0");
        awaitCheck(mesh, server, "available", "passed: SERVING");
    }

    private static MockResponse grpc(String hex, String status) {
        return new MockResponse.Builder()
                .addHeader("content-type", "application/grpc")
                .body(new Buffer().write(ByteString.decodeHex(hex)))
                .trailers(Headers.of("grpc-status", status))
                .build();
    }

    @Test
    void aCheckThatHangsHoldsNoCloseAndNobodyElsesCheck() throws Exception {
        healthy = new MockResponse.Builder()
                .body("late")
                .headersDelay(20, java.util.concurrent.TimeUnit.SECONDS)
                .build();
        MockWebServer server = server();
        Mesh mesh = mesh(check -> check.timeout(Duration.ofSeconds(20)), hostPort(server));
        call(wrap(mesh));
        server.takeRequest();
        server.takeRequest(); // the check is under way
        long before = System.nanoTime();
        mesh.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void anAnswerToACallThatSaysSoTakesItsEndpointOut() throws Exception {
        MockWebServer going = leaks.server();
        MockWebServer stays = server();
        going.enqueue(new MockResponse.Builder()
                .addHeader("x-envoy-immediate-health-check-fail", "true")
                .build());
        Mesh mesh = new TestMesh(leaks).service("orders", going, stays).build();
        OkHttpClient client = wrap(mesh);
        for (int i = 0; i < 10; i++) {
            assertThat(call(client)).isEqualTo(200);
        }
        assertThat(going.getRequestCount()).isEqualTo(1);
        assertThat(mesh.view().service("orders").endpoint(hostPort(going)).state())
                .isEqualTo("unhealthy");
    }

    @Test
    void anOverloadedOneIsRetriedElsewhereButNoOutlier() throws Exception {
        MockWebServer busy = leaks.server();
        MockWebServer stays = server();
        busy.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder()
                        .code(503)
                        .addHeader("x-envoy-overloaded", "true")
                        .build();
            }
        });
        Mesh mesh = new TestMesh(leaks)
                .service("orders", orders -> orders.retry(retry -> retry.base(Duration.ofMillis(1))), busy, stays)
                .build();
        OkHttpClient client = wrap(mesh);
        for (int i = 0; i < 20; i++) {
            assertThat(call(client)).isEqualTo(200);
        }
        assertThat(busy.getRequestCount()).as("more than five in a row").isGreaterThan(5);
        assertThat(mesh.view().service("orders").endpoint(hostPort(busy)).state())
                .isEqualTo("available");
        assertThat(mesh.view().service("orders").endpoint(hostPort(busy)).ewmaMillis())
                .isGreaterThan(1_000);
    }

    @Test
    void aConnectionThatIsClosedPolitelyIsNotUsedAgainAndNothingElse() throws Exception {
        MockWebServer closes = leaks.server();
        for (int i = 0; i < 8; i++) {
            closes.enqueue(new MockResponse.Builder()
                    .body("bye")
                    .addHeader("Connection", "close")
                    .build());
        }
        Mesh mesh = new TestMesh(leaks).service("orders", closes).build();
        OkHttpClient client = wrap(mesh);
        for (int i = 0; i < 8; i++) {
            assertThat(call(client)).isEqualTo(200);
            assertThat(closes.takeRequest().getConnectionIndex()).isEqualTo(i);
        }
        assertThat(mesh.view().service("orders").endpoint(hostPort(closes)).state())
                .isEqualTo("available");
    }
}
