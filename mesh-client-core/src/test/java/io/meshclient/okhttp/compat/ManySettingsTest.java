package io.meshclient.okhttp.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.time.Duration;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients derived for every call, each with another timeout. */
class ManySettingsTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void allUseTheSameConnection(String scheme) throws IOException {
        HeldCertificate held = new HeldCertificate.Builder()
                .addSubjectAlternativeName("orders")
                .build();
        HandshakeCertificates tls = new HandshakeCertificates.Builder()
                .heldCertificate(held)
                .addTrustedCertificate(held.certificate())
                .build();
        MockWebServer server = leaks.server(started -> {
            if (scheme.equals("https")) {
                started.useHttps(tls.sslSocketFactory());
            }
        });
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", orders -> orders.connectTimeout(Duration.ofSeconds(10)), server)
                .client(okhttp -> okhttp.sslSocketFactory(tls.sslSocketFactory(), tls.trustManager()));

        for (int call = 0; call < 30; call++) {
            server.enqueue(Http.ok("a"));
            OkHttpClient derived = client.newBuilder()
                    .readTimeout(Duration.ofMillis(5_000 + call))
                    .build();
            Http.text(Http.call(derived, scheme + "://orders/").execute());
            assertThat(Http.taken(server).getConnectionIndex()).isZero();
        }
    }
}
