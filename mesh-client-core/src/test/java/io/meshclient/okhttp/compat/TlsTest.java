package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.outcome.MeshException;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLPeerUnverifiedException;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.CertificatePinner;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.TlsVersion;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS and HTTP/2 to endpoints, under the logical name. */
class TlsTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    private final HeldCertificate held = new HeldCertificate.Builder()
            .commonName("orders")
            .addSubjectAlternativeName("orders")
            .addSubjectAlternativeName("payments")
            .addSubjectAlternativeName("orders.mesh")
            .build();
    private final HandshakeCertificates certificates = new HandshakeCertificates.Builder()
            .heldCertificate(held)
            .addTrustedCertificate(held.certificate())
            .build();

    private MockWebServer secure() {
        return leaks.server(server -> server.useHttps(certificates.sslSocketFactory()));
    }

    private OkHttpClient.Builder trusting(OkHttpClient.Builder okhttp) {
        return okhttp.connectTimeout(Duration.ofSeconds(9)) // a busy machine's first handshake takes more than 1 s
                .sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager());
    }

    @ParameterizedTest
    @EnumSource
    void http2ByAlpn(How how) throws IOException {
        MockWebServer server = secure();
        server.enqueue(Http.ok("a"));
        OkHttpClient client = new TestMesh(leaks).service("orders", server).client(this::trusting);

        Response response = how.run(Http.call(client, "https://orders/"));

        assertThat(response.protocol()).isEqualTo(Protocol.HTTP_2);
        assertThat(response.handshake()).isNotNull();
        assertThat(Http.text(response)).isEqualTo("a");
        RecordedRequest request = Http.taken(server);
        assertThat(request.getUrl().host()).isEqualTo("orders");
    }

    @Test
    void theListenerHearsTls() throws IOException {
        MockWebServer server = secure();
        server.enqueue(Http.ok(""));
        HeardEvents heard = new HeardEvents();
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", server)
                .client(okhttp -> trusting(okhttp).eventListener(heard));

        Http.call(client, "https://orders/").execute().close();

        assertThat(heard.count("secureConnectStart")).isEqualTo(1);
        assertThat(heard.count("secureConnectEnd")).isEqualTo(1);
    }

    @Test
    void aOneLabelHostIsSentAsServerName() throws IOException {
        MockWebServer server = secure();
        server.enqueue(Http.ok(""));
        server.enqueue(Http.ok(""));
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", service -> service.hosts("orders.mesh"), server)
                .client(this::trusting);

        Http.call(client, "https://orders/").execute().close();
        Http.call(client, "https://orders.mesh/").execute().close();

        assertThat(Http.taken(server).getHandshakeServerNames()).containsExactly("orders");
        assertThat(Http.taken(server).getHandshakeServerNames()).containsExactly("orders.mesh");
    }

    @ParameterizedTest
    @EnumSource
    void theCertificateIsCheckedAgainstTheLogicalHost(How how) {
        MockWebServer server = secure();
        OkHttpClient client = new TestMesh(leaks).service("billing", server).client(this::trusting);

        assertThatThrownBy(() -> how.run(Http.call(client, "https://billing/")))
                .isInstanceOfSatisfying(
                        MeshException.class,
                        e -> assertThat(e.report().attempts().get(0).outcome().kind())
                                .isEqualTo(OutcomeKind.CONNECT_FAILURE))
                .hasRootCauseInstanceOf(SSLPeerUnverifiedException.class);
    }

    @Test
    void theUsersVerifierDecides() throws IOException {
        MockWebServer server = secure();
        server.enqueue(Http.ok(""));
        OkHttpClient client = new TestMesh(leaks)
                .service("billing", server)
                .client(okhttp -> trusting(okhttp).hostnameVerifier((host, session) -> host.equals("billing")));

        Http.call(client, "https://billing/").execute().close();

        assertThat(Http.taken(server).getUrl().host()).isEqualTo("billing");
    }

    @Test
    void anUntrustedCertificateFails() {
        MockWebServer server = secure();
        OkHttpClient client = new TestMesh(leaks).service("orders", server).client();

        assertThatThrownBy(() -> Http.call(client, "https://orders/").execute())
                .isInstanceOf(MeshException.class)
                .hasCauseInstanceOf(javax.net.ssl.SSLHandshakeException.class);
    }

    @Test
    void aDerivedClientsTrustCounts() throws IOException {
        MockWebServer server = secure();
        server.enqueue(Http.ok(""));
        OkHttpClient client = new TestMesh(leaks).service("orders", server).client();
        OkHttpClient derived = trusting(client.newBuilder()).build();

        Http.call(derived, "https://orders/").execute().close();
    }

    @Test
    void anInterceptorsTrustVerifierAndPinnerCount() throws IOException {
        MockWebServer server = secure();
        server.enqueue(Http.ok(""));
        AtomicInteger verified = new AtomicInteger();
        CertificatePinner pinner = new CertificatePinner.Builder()
                .add("orders", CertificatePinner.pin(held.certificate()))
                .build();
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", server)
                .client(okhttp -> okhttp.addInterceptor(chain -> chain.withSslSocketFactory(
                                certificates.sslSocketFactory(), certificates.trustManager())
                        .withHostnameVerifier((host, session) -> verified.incrementAndGet() > 0)
                        .withCertificatePinner(pinner)
                        .proceed(chain.request())));

        Http.call(client, "https://orders/").execute().close();

        assertThat(verified).hasPositiveValue();
    }

    @Test
    void thePinnerKnowsTheLogicalHost() {
        MockWebServer server = secure();
        HeldCertificate other = new HeldCertificate.Builder().build();
        CertificatePinner pinner = new CertificatePinner.Builder()
                .add("orders", CertificatePinner.pin(other.certificate()))
                .build();
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", server)
                .client(okhttp -> trusting(okhttp).certificatePinner(pinner));

        assertThatThrownBy(() -> Http.call(client, "https://orders/").execute())
                .hasRootCauseInstanceOf(SSLPeerUnverifiedException.class)
                .hasMessageContaining("pinning");
    }

    @Test
    void connectionSpecsAndProtocolsOfTheWrappedClientCount() throws IOException {
        MockWebServer server = secure();
        server.enqueue(Http.ok(""));
        ConnectionSpec old = new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
                .tlsVersions(TlsVersion.TLS_1_2)
                .build();
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", server)
                .client(okhttp -> trusting(okhttp).connectionSpecs(List.of(old)).protocols(List.of(Protocol.HTTP_1_1)));

        try (Response response = Http.call(client, "https://orders/").execute()) {
            assertThat(response.protocol()).isEqualTo(Protocol.HTTP_1_1);
            assertThat(Objects.requireNonNull(response.handshake()).tlsVersion())
                    .isEqualTo(TlsVersion.TLS_1_2);
        }
    }

    @Test
    void connectionsAreNotSharedBetweenServicesOrHosts() throws IOException {
        MockWebServer server = secure();
        for (int i = 0; i < 6; i++) {
            server.enqueue(Http.ok(""));
        }
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", service -> service.hosts("orders.mesh"), server)
                .service("payments", server)
                .client(this::trusting);
        for (String host : List.of("orders", "payments", "orders.mesh", "orders", "payments", "orders.mesh")) {
            Http.call(client, "https://" + host + "/").execute().close();
        }

        int[] connections = new int[6];
        for (int i = 0; i < 6; i++) {
            connections[i] = Http.taken(server).getConnectionIndex();
        }
        assertThat(connections).containsExactly(0, 1, 2, 0, 1, 2);
    }

    @Test
    void endpointsOfOneServiceDoNotShareConnections() throws IOException {
        MockWebServer first = secure();
        MockWebServer second = secure();
        for (int i = 0; i < 10; i++) {
            first.enqueue(Http.ok(""));
            second.enqueue(Http.ok(""));
        }
        OkHttpClient client =
                new TestMesh(leaks).service("orders", first, second).client(this::trusting);
        for (int i = 0; i < 20; i++) {
            Http.call(client, "https://orders/").execute().close();
        }

        assertThat(first.getRequestCount()).isEqualTo(10);
        assertThat(second.getRequestCount()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource
    void http2WithPriorKnowledge(How how) throws IOException {
        MockWebServer server = leaks.server(it -> it.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));
        server.enqueue(Http.ok("clear"));
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", server)
                .client(okhttp -> okhttp.protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)));

        Response response = how.run(Http.call(client, "http://orders/"));

        assertThat(response.protocol()).isEqualTo(Protocol.H2_PRIOR_KNOWLEDGE);
        assertThat(Http.text(response)).isEqualTo("clear");
    }
}
