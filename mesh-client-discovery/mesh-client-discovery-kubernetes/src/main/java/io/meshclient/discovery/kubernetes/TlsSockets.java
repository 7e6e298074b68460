package io.meshclient.discovery.kubernetes;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Gives a client the trust and the certificate of an {@link Access}. */
final class TlsSockets {

    private static final char[] IN_MEMORY = "in memory only".toCharArray();

    private TlsSockets() {}

    static void apply(Access.Tls tls, OkHttpClient.Builder client) throws IOException {
        if (tls.equals(Access.Tls.OF_THE_JVM)) {
            return;
        }
        String part = "certificate authorities";
        try {
            X509TrustManager trust = tls.insecure() ? new Everybody() : trust(tls.authorities());
            part = "client certificate";
            KeyManager @Nullable [] keys = keys(tls);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trust}, null);
            client.sslSocketFactory(context.getSocketFactory(), trust);
            if (tls.insecure()) {
                client.hostnameVerifier((host, session) -> true);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("The " + part + " for the API server cannot be used: " + e.getMessage(), e);
        }
    }

    private static X509TrustManager trust(@Nullable String authorities) throws GeneralSecurityException, IOException {
        KeyStore store = null; // the JVM's own
        if (authorities != null) {
            store = emptyStore();
            int number = 0;
            for (Certificate certificate : Pem.certificates(authorities)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("the JVM has no trust manager for X.509");
    }

    private static KeyManager @Nullable [] keys(Access.Tls tls) throws GeneralSecurityException, IOException {
        if (tls.certificate() == null || tls.key() == null) {
            return null;
        }
        List<Certificate> chain = Pem.certificates(tls.certificate());
        KeyStore store = emptyStore();
        store.setKeyEntry("client", Pem.key(tls.key(), chain.get(0)), IN_MEMORY, chain.toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, IN_MEMORY);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, IN_MEMORY);
        return store;
    }

    /** Believes everybody, as {@code allow-insecure} asks for. */
    private static final class Everybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
