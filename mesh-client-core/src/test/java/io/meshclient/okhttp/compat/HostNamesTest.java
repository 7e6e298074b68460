package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.Mesh;
import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One endpoint that is a host name with several addresses: all are tried in one attempt, without any retry. */
class HostNamesTest {

    private static final byte[] DEAD = {127, 0, 0, 9};
    private static final byte[] ALIVE = {127, 0, 0, 1};

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final HeardEvents heard = new HeardEvents();

    /** Its one endpoint has these addresses; nothing is retried. */
    private OkHttpClient client(int port, Dns dns, UnaryOperator<OkHttpClient.Builder> edit) {
        return client(port, dns, orders -> {}, edit);
    }

    private OkHttpClient client(
            int port, Dns dns, Consumer<ServiceConfig.Builder> orders, UnaryOperator<OkHttpClient.Builder> edit) {
        return mesh(port, orders)
                .wrap(leaks.client(edit.apply(new OkHttpClient.Builder())
                        .dns(dns)
                        .eventListener(heard)
                        .build()));
    }

    private Mesh mesh(int port, Consumer<ServiceConfig.Builder> edit) {
        return new TestMesh(leaks)
                .with(mesh -> mesh.service("orders", orders -> {
                    orders.endpoints("backend.internal:" + port)
                            .hosts("10.9.8.7")
                            .connectTimeout(Duration.ofMillis(300))
                            .retry(retry -> retry.enabled(false));
                    edit.accept(orders);
                }))
                .build();
    }

    private static Dns dns(byte[]... addresses) {
        return host -> {
            List<InetAddress> all = new ArrayList<>();
            for (byte[] address : addresses) {
                all.add(InetAddress.getByAddress(host, address));
            }
            return all;
        };
    }

    @ParameterizedTest
    @EnumSource
    void theNextAddressIsTriedInTheSameCall(How how) throws IOException {
        MockWebServer server = leaks.server();
        server.enqueue(Http.ok("a"));
        OkHttpClient client = client(server.getPort(), dns(DEAD, ALIVE), okhttp -> okhttp);
        Request post = Http.post("http://orders/", "once").build();

        Response response = how.run(client.newCall(post));

        assertThat(Http.text(response)).isEqualTo("a");
        assertThat(heard.count("connectFailed")).isEqualTo(1);
        assertThat(Objects.requireNonNull(Mesh.reportOf(response)).attempts()).hasSize(1);
    }

    @Test
    void anEndpointOfWhichOneAddressWorksIsNotHeldOff() throws IOException {
        MockWebServer server = leaks.server();
        server.enqueue(Http.ok("a"));
        Mesh mesh = mesh(server.getPort(), orders -> {});
        OkHttpClient client = mesh.wrap(
                leaks.client(new OkHttpClient.Builder().dns(dns(DEAD, ALIVE)).build()));

        Http.text(Http.call(client, "http://orders/").execute());

        assertThat(mesh.view().service("orders").endpoints().get(0).state()).isEqualTo("available");
    }

    @ParameterizedTest
    @EnumSource
    void whenNoAddressWorksTheEndpointIsHeldOff(How how) throws IOException {
        int nobody = closedPort();
        Mesh mesh = mesh(nobody, orders -> {});
        OkHttpClient client = mesh.wrap(leaks.client(new OkHttpClient.Builder()
                .dns(dns(DEAD, ALIVE))
                .eventListener(heard)
                .build()));

        assertThatThrownBy(() -> how.run(Http.call(client, "http://orders/")))
                .isInstanceOfSatisfying(
                        MeshException.class,
                        e -> assertThat(e.report().attempts())
                                .singleElement()
                                .satisfies(attempt ->
                                        assertThat(attempt.outcome().kind()).isEqualTo(OutcomeKind.CONNECT_FAILURE)));

        assertThatThrownBy(() -> how.run(Http.call(client, "http://orders/")))
                .hasMessageContaining("port " + nobody + ", and 1 more suppressed");
        assertThat(heard.count("connectFailed")).isEqualTo(4);
        assertThat(mesh.view().service("orders").endpoints().get(0).state()).isEqualTo("held-off");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            return taken.getLocalPort();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAddressThatDoesNotAnswerIsPassedOver(boolean fastFallback) throws IOException {
        MockWebServer server = leaks.server();
        server.enqueue(Http.ok("a"));
        full(server.getPort());
        OkHttpClient client = client(server.getPort(), dns(DEAD, ALIVE), okhttp -> okhttp.fastFallback(fastFallback));

        Response response = Http.call(client, "http://orders/").execute();

        assertThat(Http.text(response)).isEqualTo("a");
        assertThat(Objects.requireNonNull(Mesh.reportOf(response)).attempts()).hasSize(1);
    }

    /** A listener whose backlog is full: connecting to it takes for ever. */
    private void full(int port) throws IOException {
        ServerSocket listener = leaks.closing(new ServerSocket(port, 1, InetAddress.getByAddress(DEAD)));
        for (int i = 0; i < 4; i++) {
            Socket socket = leaks.closing(new Socket());
            try {
                socket.connect(listener.getLocalSocketAddress(), 200);
            } catch (IOException backlogIsFull) {
                return;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAddressThatIsSilentInTlsIsPassedOver(boolean fastFallback) throws IOException {
        HeldCertificate held = new HeldCertificate.Builder()
                .addSubjectAlternativeName("orders")
                .build();
        HandshakeCertificates tls = new HandshakeCertificates.Builder()
                .heldCertificate(held)
                .addTrustedCertificate(held.certificate())
                .build();
        MockWebServer server = leaks.server(secure -> secure.useHttps(tls.sslSocketFactory()));
        server.enqueue(Http.ok("a"));
        leaks.closing(new ServerSocket(server.getPort(), 10, InetAddress.getByAddress(DEAD)));
        OkHttpClient client = client(
                server.getPort(),
                dns(DEAD, ALIVE),
                orders -> orders.connectTimeout(Duration.ofSeconds(1)), // enough for a handshake on a busy machine
                okhttp ->
                        okhttp.fastFallback(fastFallback).sslSocketFactory(tls.sslSocketFactory(), tls.trustManager()));

        assertThat(Http.text(Http.call(client, "https://orders/").execute())).isEqualTo("a");
        assertThat(heard.count("connectFailed")).isEqualTo(1);
    }

    @Test
    void anAddressThatFailedComesLastNextTime() throws IOException {
        MockWebServer server = leaks.server();
        server.enqueue(Http.answer(200, "a", "Connection: close"));
        server.enqueue(Http.answer(200, "b", "Connection: close"));
        OkHttpClient client = client(server.getPort(), dns(DEAD, ALIVE), okhttp -> okhttp);

        Http.text(Http.call(client, "http://orders/").execute());
        Http.text(Http.call(client, "http://orders/").execute());

        assertThat(heard.count("connectStart")).isEqualTo(3);
        assertThat(heard.count("connectFailed")).isEqualTo(1);
    }

    @Test
    void whatWasSentToOneAddressIsNotSentToTheNext() throws IOException {
        MockWebServer server = leaks.server();
        MockWebServer broken = leaks.closing(new MockWebServer());
        broken.start(InetAddress.getByAddress(DEAD), server.getPort());
        broken.enqueue(Http.ok("")
                .newBuilder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        OkHttpClient client = client(server.getPort(), dns(DEAD, ALIVE), okhttp -> okhttp);

        assertThatThrownBy(
                        () -> client.newCall(Http.post("http://orders/", "once").build())
                                .execute())
                .isInstanceOf(MeshException.class);

        assertThat(broken.getRequestCount()).isEqualTo(1);
        assertThat(server.getRequestCount()).isZero();
    }

    /** Then OkHttp asks no Dns, and has one address only; what failed is passed over by the next attempt. */
    @Test
    void aLogicalHostThatIsAnAddressTriesOneForEachAttempt() throws IOException {
        MockWebServer server = leaks.server();
        server.enqueue(Http.ok("a"));
        Mesh mesh = mesh(server.getPort(), orders -> orders.retry(retry -> retry.enabled(true)));
        OkHttpClient client = mesh.wrap(
                leaks.client(new OkHttpClient.Builder().dns(dns(DEAD, ALIVE)).build()));

        assertThatThrownBy(() -> Http.call(client, "http://10.9.8.7/").execute())
                .isInstanceOf(MeshException.class);
        assertThat(Http.text(Http.call(client, "http://10.9.8.7/").execute())).isEqualTo("a");
    }

    /** Such as from DNS over HTTPS: they cannot be told from a logical host that is an address by their names. */
    @Test
    void addressesWithoutNames() throws IOException {
        MockWebServer server = leaks.server();
        server.enqueue(Http.ok("a"));
        Dns nameless = host -> List.of(InetAddress.getByAddress(DEAD), InetAddress.getByAddress(ALIVE));
        OkHttpClient client = client(server.getPort(), nameless, okhttp -> okhttp);

        assertThat(Http.text(Http.call(client, "http://orders/").execute())).isEqualTo("a");
    }
}
