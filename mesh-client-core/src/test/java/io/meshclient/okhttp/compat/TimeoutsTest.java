package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.outcome.AttemptReport;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import mockwebserver3.MockWebServer;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connect, read and write timeouts: which one an attempt gets, and that it expires. */
class TimeoutsTest {

    private static final Duration SHORT = Duration.ofMillis(150);

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    /** Who sets a timeout. */
    enum By {
        FRONT,
        DERIVED,
        CHAIN
    }

    /** What the attempt has is seen by a network interceptor; 0 stands for not set. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 1000", // OkHttp's 10 s are for servers far away
        "0, 700, 0, 700",
        "0, 700, 600, 600",
        "0, 0, 600, 600",
        "500, 700, 600, 500",
        "500, 0, 0, 500",
        "0, 20000, 0, 20000"
    })
    void theMeshsConnectTimeoutOrTheFrontsOrOneSecond(int mesh, int front, int chain, int expected) throws IOException {
        MockWebServer server = leaks.server();
        server.enqueue(Http.ok(""));
        AtomicReference<Integer> seen = new AtomicReference<>();
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", orders -> set(orders, mesh), server)
                .client(okhttp -> {
                    if (front > 0) {
                        okhttp.connectTimeout(Duration.ofMillis(front));
                    }
                    if (chain > 0) {
                        okhttp.addInterceptor(it -> it.withConnectTimeout(chain, TimeUnit.MILLISECONDS)
                                .proceed(it.request()));
                    }
                    return okhttp.addNetworkInterceptor(it -> {
                        seen.set(it.connectTimeoutMillis());
                        return it.proceed(it.request());
                    });
                });

        Http.call(client, "http://orders/").execute().close();

        assertThat(seen).hasValue(expected);
    }

    private static void set(ServiceConfig.Builder orders, int connectMillis) {
        if (connectMillis > 0) {
            orders.connectTimeout(Duration.ofMillis(connectMillis));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readAndWriteTimeoutsReachTheAttempt(By who) throws IOException {
        MockWebServer server = leaks.server();
        server.enqueue(Http.ok(""));
        AtomicReference<String> seen = new AtomicReference<>();
        Interceptor look = chain -> {
            seen.set(chain.readTimeoutMillis() + " " + chain.writeTimeoutMillis());
            return chain.proceed(chain.request());
        };
        OkHttpClient client = client(
                who,
                orders -> {},
                TestMesh.hostPort(server),
                okhttp -> okhttp.readTimeout(Duration.ofMillis(1234)).writeTimeout(4321, TimeUnit.MILLISECONDS),
                chain -> chain.withReadTimeout(1234, TimeUnit.MILLISECONDS)
                        .withWriteTimeout(4321, TimeUnit.MILLISECONDS),
                look);

        Http.call(client, "http://orders/").execute().close();

        assertThat(seen).hasValue("1234 4321");
    }

    @ParameterizedTest
    @EnumSource
    void aConnectTimeoutExpires(By who) throws IOException {
        try (FullServer full = new FullServer()) {
            OkHttpClient client = client(
                    who,
                    orders -> {},
                    full.endpoint(),
                    okhttp -> okhttp.connectTimeout(SHORT),
                    chain -> chain.withConnectTimeout((int) SHORT.toMillis(), TimeUnit.MILLISECONDS));

            assertTimesOut(client, "http://orders/", OutcomeKind.CONNECT_FAILURE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void theMeshsConnectTimeoutExpiresAndCoversTls(String scheme) throws IOException {
        try (FullServer full = new FullServer();
                ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            boolean tls = scheme.equals("https");
            OkHttpClient client = client(
                    By.FRONT,
                    orders -> orders.connectTimeout(SHORT),
                    tls ? "127.0.0.1:" + mute.getLocalPort() : full.endpoint(),
                    okhttp -> okhttp.connectTimeout(Duration.ofSeconds(9)).readTimeout(Duration.ofSeconds(9)),
                    chain -> chain);

            assertTimesOut(client, scheme + "://orders/", OutcomeKind.CONNECT_FAILURE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWriteTimeoutExpires(By who) throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            OkHttpClient client = client(
                    who,
                    orders -> {},
                    "127.0.0.1:" + deaf.getLocalPort(),
                    okhttp -> okhttp.writeTimeout(SHORT).readTimeout(Duration.ofSeconds(9)),
                    chain -> chain.withWriteTimeout((int) SHORT.toMillis(), TimeUnit.MILLISECONDS));
            Request big = Http.post("http://orders/", "x".repeat(16_000_000)).build();

            assertThatThrownBy(() -> client.newCall(big).execute())
                    .isInstanceOfSatisfying(MeshException.class, e -> assertOne(e, OutcomeKind.RESET))
                    .hasStackTraceContaining("SocketTimeoutException");
        }
    }

    @Test
    void withoutTimeoutsNothingExpires() throws IOException {
        MockWebServer server = leaks.server();
        server.enqueue(Http.ok("late")
                .newBuilder()
                .headersDelay(400, TimeUnit.MILLISECONDS)
                .build());
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", orders -> orders.callTimeout(Duration.ZERO), server)
                .client(okhttp -> okhttp.readTimeout(Duration.ZERO)
                        .writeTimeout(Duration.ZERO)
                        .connectTimeout(Duration.ZERO)
                        .callTimeout(Duration.ZERO));

        assertThat(Http.text(Http.call(client, "http://orders/").execute())).isEqualTo("late");
    }

    private OkHttpClient client(
            By who,
            Consumer<ServiceConfig.Builder> service,
            String endpoint,
            UnaryOperator<OkHttpClient.Builder> timeouts,
            UnaryOperator<Interceptor.Chain> ofTheChain,
            Interceptor... network) {
        TestMesh mesh = new TestMesh(leaks)
                .with(builder -> builder.service("orders", orders -> {
                    orders.endpoints(endpoint).retry(retry -> retry.enabled(false));
                    service.accept(orders);
                }));
        OkHttpClient wrapped = mesh.client(okhttp -> {
            okhttp.networkInterceptors().addAll(java.util.List.of(network));
            if (who == By.CHAIN) {
                okhttp.addInterceptor(chain -> ofTheChain.apply(chain).proceed(chain.request()));
            }
            return who == By.FRONT ? timeouts.apply(okhttp) : okhttp;
        });
        return who == By.DERIVED ? timeouts.apply(wrapped.newBuilder()).build() : wrapped;
    }

    private static void assertTimesOut(OkHttpClient client, String url, OutcomeKind kind) {
        assertThatThrownBy(() -> Http.call(client, url).execute())
                .isInstanceOfSatisfying(MeshException.class, e -> assertOne(e, kind));
    }

    /** Below a second, which would be the mesh's own connect timeout. */
    private static void assertOne(MeshException failure, OutcomeKind kind) {
        assertThat(failure.report().attempts()).hasSize(1);
        AttemptReport attempt = failure.report().attempts().get(0);
        assertThat(attempt.outcome().kind()).isEqualTo(kind);
        assertThat(Duration.ofNanos(attempt.outcome().latencyNanos()))
                .isBetween(
                        SHORT.minusMillis(5),
                        kind == OutcomeKind.RESET ? SHORT.plusSeconds(5) : Duration.ofMillis(950));
    }
}
