package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshclient.Mesh;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.WebSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Web sockets through the wrapped client. */
class WebSocketsTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final HeldCertificate held =
            new HeldCertificate.Builder().addSubjectAlternativeName("orders").build();
    private final HandshakeCertificates certificates = new HandshakeCertificates.Builder()
            .heldCertificate(held)
            .addTrustedCertificate(held.certificate())
            .build();

    private final HeardSocket server = new HeardSocket(true);
    private final HeardSocket client = new HeardSocket(false);

    private MockWebServer server(boolean tls) {
        MockWebServer web = leaks.server(it -> {
            if (tls) {
                it.useHttps(certificates.sslSocketFactory());
            }
        });
        web.enqueue(new MockResponse.Builder().webSocketUpgrade(server).build());
        return web;
    }

    private WebSocket open(Mesh mesh, String url, UnaryOperator<OkHttpClient.Builder> edit) {
        OkHttpClient.Builder okhttp = new OkHttpClient.Builder()
                .connectTimeout(
                        Duration.ofSeconds(9)) // a first handshake on a busy machine takes more than the usual 1 s
                .sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager());
        OkHttpClient wrapped = mesh.wrap(leaks.client(edit.apply(okhttp).build()));
        return wrapped.newWebSocket(Http.get(url), client);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void echoAndClose(boolean tls) throws InterruptedException {
        Mesh mesh = new TestMesh(leaks).service("orders", server(tls)).build();

        WebSocket socket = open(mesh, (tls ? "https" : "http") + "://orders/", okhttp -> okhttp);

        assertThat(client.next()).isEqualTo("open 101");
        await().untilAsserted(() -> assertThat(mesh.view().service("orders").callsInFlight())
                .isZero()); // an open socket is no call in flight
        assertThat(mesh.view().service("orders").endpoints().get(0).inFlight()).isZero();
        socket.send("hello");
        assertThat(client.next()).isEqualTo("echo hello");
        socket.close(1000, "bye");
        assertThat(client.next()).isEqualTo("closing 1000");
        assertThat(client.next()).startsWith("closed 1000");
    }

    @Test
    void outlivesCallAndReadTimeouts() throws InterruptedException {
        Mesh mesh = new TestMesh(leaks)
                .service("orders", orders -> orders.callTimeout(Duration.ofMillis(500)), server(false))
                .build();
        WebSocket socket = open(
                mesh,
                "http://orders/",
                okhttp -> okhttp.callTimeout(Duration.ofMillis(500)).readTimeout(Duration.ofMillis(400)));
        assertThat(client.next()).isEqualTo("open 101");

        assertThat(client.heard.poll(900, TimeUnit.MILLISECONDS)).isNull();

        socket.send("still there");
        assertThat(client.next()).isEqualTo("echo still there");
        socket.close(1000, null);
        assertThat(client.next()).isEqualTo("closing 1000");
        assertThat(client.next()).startsWith("closed 1000");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancelEndsItAtOnce(boolean tls) throws InterruptedException {
        Mesh mesh = new TestMesh(leaks).service("orders", server(tls)).build();
        WebSocket socket = open(mesh, (tls ? "https" : "http") + "://orders/", okhttp -> okhttp);
        assertThat(client.next()).isEqualTo("open 101");

        socket.cancel();

        assertThat(client.next()).startsWith("failed");
    }

    @Test
    void pingsKeepItAliveAndNetworkInterceptorsDoNotRun() throws InterruptedException {
        Mesh mesh = new TestMesh(leaks).service("orders", server(false)).build();
        WebSocket socket = open(
                mesh,
                "http://orders/",
                okhttp -> okhttp.pingInterval(Duration.ofMillis(300)).addNetworkInterceptor(chain -> {
                    throw new IllegalStateException("OkHttp runs none for web sockets");
                }));
        assertThat(client.next()).isEqualTo("open 101");

        assertThat(client.heard.poll(1, TimeUnit.SECONDS)).isNull(); // several pings were answered

        socket.close(1000, null);
        assertThat(client.next()).isEqualTo("closing 1000");
        assertThat(client.next()).startsWith("closed 1000");
    }

    @Test
    void aRefusedUpgradeIsAFailureWithTheResponse() throws InterruptedException {
        MockWebServer web = leaks.server();
        web.enqueue(Http.answer(403, "no"));
        Mesh mesh = new TestMesh(leaks).service("orders", web).build();

        open(mesh, "http://orders/", okhttp -> okhttp);

        assertThat(client.next()).isEqualTo("failed 403");
        assertThat(client.failure()).isInstanceOf(ProtocolException.class);
    }
}
