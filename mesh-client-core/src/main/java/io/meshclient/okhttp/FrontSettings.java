package io.meshclient.okhttp;

import java.util.concurrent.TimeUnit;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Authenticator;
import okhttp3.Cache;
import okhttp3.CertificatePinner;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * What a call's own chain says, and an attempt has to honour: settings of the wrapped client, of a client derived from it,
 * or of an earlier interceptor's {@code chain.with…}. Compared by identity, as OkHttp does.
 */
record FrontSettings(
        int connectMillis,
        int readMillis,
        int writeMillis,
        CookieJar cookieJar,
        @Nullable Cache cache,
        Authenticator authenticator,
        @Nullable SSLSocketFactory sslSocketFactory,
        @Nullable X509TrustManager trustManager,
        HostnameVerifier hostnameVerifier,
        CertificatePinner certificatePinner,
        Dns dns) {

    static FrontSettings of(Interceptor.Chain chain, int connectMillis, int idleMillis) {
        return new FrontSettings(
                connectMillis,
                within(idleMillis, chain.readTimeoutMillis()),
                within(idleMillis, chain.writeTimeoutMillis()),
                chain.getCookieJar(),
                chain.getCache(),
                chain.getAuthenticator(),
                chain.getSslSocketFactoryOrNull(),
                chain.getX509TrustManagerOrNull(),
                chain.getHostnameVerifier(),
                chain.getCertificatePinner(),
                chain.getDns());
    }

    /** Whether a chain says the same; allocates nothing. */
    boolean matches(Interceptor.Chain chain, int connect, int idle) {
        return connectMillis == connect
                && readMillis == within(idle, chain.readTimeoutMillis())
                && writeMillis == within(idle, chain.writeTimeoutMillis())
                && cookieJar == chain.getCookieJar()
                && cache == chain.getCache()
                && authenticator == chain.getAuthenticator()
                && sslSocketFactory == chain.getSslSocketFactoryOrNull()
                && trustManager == chain.getX509TrustManagerOrNull()
                && hostnameVerifier == chain.getHostnameVerifier()
                && certificatePinner == chain.getCertificatePinner()
                && dns == chain.getDns();
    }

    /** The shorter of two times, of which 0 is for ever. */
    private static int within(int idleMillis, int millis) {
        return idleMillis == 0 || millis > 0 && millis < idleMillis ? millis : idleMillis;
    }

    boolean sameTls(FrontSettings other) {
        return sslSocketFactory == other.sslSocketFactory
                && trustManager == other.trustManager
                && hostnameVerifier == other.hostnameVerifier;
    }

    void apply(OkHttpClient.Builder builder) {
        builder.connectTimeout(connectMillis, TimeUnit.MILLISECONDS)
                .readTimeout(readMillis, TimeUnit.MILLISECONDS)
                .writeTimeout(writeMillis, TimeUnit.MILLISECONDS)
                .cookieJar(cookieJar)
                .cache(cache)
                .authenticator(authenticator)
                .certificatePinner(certificatePinner);
    }
}
