package io.meshclient.okhttp;

import io.meshclient.cluster.EndpointState;
import io.meshclient.time.Ticker;
import java.net.Proxy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * What checks take from a wrapped client: its TLS, its Dns and its protocols, and nothing of the application's (interceptors,
 * cookies, cache, authenticator, listener, dispatcher). Each check makes a connection of its own, for an old one may still
 * work when the server takes no new ones.
 */
final class CheckClient {

    private final OkHttpClient bare;

    private CheckClient(OkHttpClient bare) {
        this.bare = bare;
    }

    static CheckClient of(OkHttpClient wrapped) {
        OkHttpClient.Builder builder = wrapped.newBuilder()
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .authenticator(Authenticator.NONE)
                .eventListenerFactory(call -> EventListener.NONE)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                .proxy(Proxy.NO_PROXY)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false);
        builder.interceptors().clear();
        builder.networkInterceptors().clear();
        builder.addNetworkInterceptor(RetryAfter.SHIELD);
        OkHttpClient stripped = builder.build();
        return new CheckClient(Encryption.of(stripped, settings(stripped)).client());
    }

    private static FrontSettings settings(OkHttpClient client) {
        return new FrontSettings(
                client.connectTimeoutMillis(),
                client.readTimeoutMillis(),
                client.writeTimeoutMillis(),
                client.cookieJar(),
                null,
                client.authenticator(),
                socketFactory(client),
                client.x509TrustManager(),
                client.hostnameVerifier(),
                client.certificatePinner(),
                client.dns());
    }

    private static @Nullable SSLSocketFactory socketFactory(OkHttpClient client) {
        return client.x509TrustManager() == null ? null : client.sslSocketFactory(); // throws for a client without TLS
    }

    EndpointAddress address(EndpointState endpoint, Ticker ticker) {
        return new EndpointAddress(endpoint.endpoint(), bare.dns(), ticker);
    }

    OkHttpClient to(EndpointAddress address, Duration timeout) {
        return bare.newBuilder()
                .dns(address)
                .socketFactory(new EndpointSocketFactory(address, null))
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .callTimeout(timeout)
                .build();
    }
}
