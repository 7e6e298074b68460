package io.meshclient.benchmarks.faults.server;

import javax.net.ssl.SSLSocket;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A certificate for {@code orders}, and both sides that use it. */
public final class Tls {

    private static final HeldCertificate HELD = new HeldCertificate.Builder()
            .commonName("orders")
            .addSubjectAlternativeName("orders")
            .build();
    private static final HandshakeCertificates CERTIFICATES = new HandshakeCertificates.Builder()
            .heldCertificate(HELD)
            .addTrustedCertificate(HELD.certificate())
            .build();

    private Tls() {}

    public static void trust(OkHttpClient.Builder client) {
        client.sslSocketFactory(CERTIFICATES.sslSocketFactory(), CERTIFICATES.trustManager());
    }

    /** The same conversation, encrypted. */
    public static TcpServer.Conversation secured(TcpServer.Conversation conversation) {
        return connection -> {
            SSLSocket secured = (SSLSocket)
                    CERTIFICATES.sslSocketFactory().createSocket(connection, null, connection.getPort(), true);
            secured.setUseClientMode(false); // the handshake comes with the first read
            conversation.with(secured);
        };
    }
}
