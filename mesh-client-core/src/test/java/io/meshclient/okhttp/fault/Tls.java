package io.meshclient.okhttp.fault;

import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A certificate for {@code orders}, and clients that trust it. */
final class Tls {

    private static final HeldCertificate HELD = new HeldCertificate.Builder()
            .commonName("orders")
            .addSubjectAlternativeName("orders")
            .build();
    private static final HandshakeCertificates CERTIFICATES = new HandshakeCertificates.Builder()
            .heldCertificate(HELD)
            .addTrustedCertificate(HELD.certificate())
            .build();

    private Tls() {}

    static SSLSocketFactory server() {
        return CERTIFICATES.sslSocketFactory();
    }

    static OkHttpClient.Builder client() {
        return new OkHttpClient.Builder()
                .connectTimeout(Duration.ofSeconds(9)) // the first handshake of a JVM may take a second
                .sslSocketFactory(CERTIFICATES.sslSocketFactory(), CERTIFICATES.trustManager());
    }
}
