package io.meshclient.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.testing.LeakRule;
import io.meshclient.testing.TestMesh;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.X509TrustManager;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EncryptionTest {

    @RegisterExtension
    final LeakRule leaks = new LeakRule();

    /** OkHttp asks a trust manager for all its certificates once for each index that it makes of them. */
    @Test
    void oneIndexOfTrustedCertificatesServesAllEndpoints() throws IOException {
        HandshakeCertificates certificates = new HandshakeCertificates.Builder().build();
        Counting trust = new Counting(certificates.trustManager());
        OkHttpClient client = new TestMesh(leaks)
                .service("orders", server(), server(), server())
                .client(okhttp -> okhttp.sslSocketFactory(certificates.sslSocketFactory(), trust));
        int users = trust.asked.get();

        for (int call = 0; call < 3; call++) {
            client.newCall(new Request.Builder().url("http://orders/").build())
                    .execute()
                    .close();
        }

        assertThat(trust.asked.get() - users).isEqualTo(1);
    }

    private MockWebServer server() {
        return leaks.server(server -> server.enqueue(new MockResponse.Builder().build()));
    }

    private record Counting(X509TrustManager trust, AtomicInteger asked) implements X509TrustManager {
        Counting(X509TrustManager trust) {
            this(trust, new AtomicInteger());
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            asked.incrementAndGet();
            return trust.getAcceptedIssuers();
        }
    }
}
