package io.meshclient.okhttp;

import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * What ties one front to one endpoint: its address, its own connections, and the clients of its attempts. The usual client
 * is made once; another is kept for calls whose settings differ, such as those of a derived client.
 */
final class EndpointBinding {

    /**
     * Idle connections kept: OkHttp's 5 would dial anew after every burst. Closed after a minute, before most servers
     * close them.
     */
    private static final int MAX_IDLE = 64;

    private static final long KEEP_ALIVE_SECONDS = 55;

    private final Front front;
    private final EndpointAddress address;
    private final ConnectionPool pool = new ConnectionPool(MAX_IDLE, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
    private volatile @Nullable Attempts usual;
    private volatile @Nullable Attempts other;

    EndpointBinding(Front front, EndpointAddress address) {
        this.front = front;
        this.address = address;
    }

    EndpointAddress address() {
        return address;
    }

    /** Closes idle connections: after one was found dead all are, and when the endpoint is gone. */
    void evict() {
        pool.evictAll();
    }

    int connections() {
        return pool.connectionCount();
    }

    OkHttpClient client(Interceptor.Chain chain, int connectMillis, boolean webSocket) {
        Attempts attempts = usual;
        if (attempts == null || !attempts.settings.matches(chain, connectMillis)) {
            attempts = other;
            if (attempts == null || !attempts.settings.matches(chain, connectMillis)) {
                attempts = derive(FrontSettings.of(chain, connectMillis));
            }
        }
        return webSocket ? attempts.webSocket() : attempts.http;
    }

    private Attempts derive(FrontSettings settings) {
        Attempts derived = new Attempts(settings, build(settings));
        if (usual == null) {
            usual = derived;
        } else {
            other = derived;
        }
        return derived;
    }

    private OkHttpClient build(FrontSettings settings) {
        EndpointAddress resolved = address.resolvedBy(settings.dns());
        OkHttpClient.Builder builder = front.base().newBuilder();
        builder.interceptors().clear(); // they have run, around the whole call
        builder.networkInterceptors().add(0, RetryAfter.SHIELD);
        settings.apply(builder);
        if (settings.sslSocketFactory() != null && settings.trustManager() != null) {
            builder.sslSocketFactory(front.serverNames(settings.sslSocketFactory()), settings.trustManager());
            // A verifier of our own keeps OkHttp from coalescing connections of a service's several hosts, which would
            // be answered by a 421 and a hidden resend.
            builder.hostnameVerifier(
                    (host, session) -> settings.hostnameVerifier().verify(host, session));
        }
        builder.eventListenerFactory(call -> EventListener.NONE)
                .connectionPool(pool)
                .dns(resolved)
                .socketFactory(new EndpointSocketFactory(resolved))
                .proxy(Proxy.NO_PROXY) // a proxy would get our socket, which leads to the endpoint
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .callTimeout(Duration.ZERO);
        front.configureAttempts(builder);
        return builder.build();
    }

    /** The clients for one group of settings. */
    private static final class Attempts {
        private final FrontSettings settings;
        private final OkHttpClient http;
        private volatile @Nullable OkHttpClient webSocket;

        Attempts(FrontSettings settings, OkHttpClient http) {
            this.settings = settings;
            this.http = http;
        }

        /** HTTP/1.1 only, for a 101 does not exist in HTTP/2; without network interceptors, as in OkHttp itself. */
        OkHttpClient webSocket() {
            OkHttpClient client = webSocket;
            if (client == null) {
                OkHttpClient.Builder builder = http.newBuilder().protocols(List.of(Protocol.HTTP_1_1));
                builder.networkInterceptors().clear();
                client = builder.build();
                webSocket = client;
            }
            return client;
        }
    }
}
