package io.meshclient.discovery.consul;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Trust in the authorities of a PEM file, and in no others. */
final class PemTrust {

    private final X509TrustManager trustManager;
    private final SSLContext context;

    private PemTrust(X509TrustManager trustManager, SSLContext context) {
        this.trustManager = trustManager;
        this.context = context;
    }

    static PemTrust of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> authorities =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (authorities.isEmpty()) {
                throw wrong(file, "has no certificate", null);
            }
            return of(authorities);
        } catch (IOException e) {
            throw wrong(file, "cannot be read: " + e, e);
        } catch (GeneralSecurityException e) {
            throw wrong(file, "is not a list of certificates in PEM form: " + e.getMessage(), e);
        }
    }

    private static PemTrust of(Collection<? extends Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate authority : authorities) {
            store.setCertificateEntry("ca-" + number++, authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {x509}, null);
                return new PemTrust(x509, context);
            }
        }
        throw new GeneralSecurityException("the JVM has no X.509 trust manager");
    }

    private static IllegalArgumentException wrong(Path file, String what, @Nullable Exception e) {
        return new IllegalArgumentException(
                ConsulKeys.PREFIX + ConsulKeys.CA_FILE + ": the file " + file + " " + what, e);
    }

    void applyTo(OkHttpClient.Builder client) {
        client.sslSocketFactory(context.getSocketFactory(), trustManager);
    }
}
