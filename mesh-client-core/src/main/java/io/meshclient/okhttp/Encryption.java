package io.meshclient.okhttp;

import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLSession;
import okhttp3.OkHttpClient;

/**
 * A client whose TLS is that of attempts, to derive the clients of all endpoints from. For each client that is given a trust
 * manager OkHttp makes an index of all certificates that it trusts, 38 KB with the JDK's own; derived clients share it.
 */
record Encryption(FrontSettings settings, OkHttpClient client) {

    static Encryption of(OkHttpClient base, FrontSettings settings) {
        OkHttpClient.Builder builder = base.newBuilder();
        apply(builder, settings);
        return new Encryption(settings, builder.build());
    }

    static void apply(OkHttpClient.Builder builder, FrontSettings settings) {
        if (settings.sslSocketFactory() != null && settings.trustManager() != null) {
            builder.sslSocketFactory(new ServerNames(settings.sslSocketFactory()), settings.trustManager());
            builder.hostnameVerifier(new OwnVerifier(settings.hostnameVerifier()));
        }
    }

    /**
     * A verifier of our own keeps OkHttp from coalescing connections of a service's several hosts, which would be answered
     * by a 421 and a hidden resend.
     */
    private record OwnVerifier(HostnameVerifier users) implements HostnameVerifier {
        @Override
        public boolean verify(String host, SSLSession session) {
            return users.verify(host, session);
        }
    }
}
