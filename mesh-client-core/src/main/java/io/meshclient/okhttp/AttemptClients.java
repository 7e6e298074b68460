package io.meshclient.okhttp;

import java.net.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * The clients of the attempts that use one pool of one endpoint. The usual client is made once; a few more are kept for
 * calls whose settings differ, such as those of derived clients. What tells pooled connections apart is equal in all of them
 * where the settings are, so that a client made again finds its connections.
 */
final class AttemptClients {

    /** A dozen derived clients for a service are many. With more, or a timeout for each call, some are made again. */
    private static final int MOST_OTHERS = 12;

    private final Front front;
    private final EndpointAddress address;
    private final ConnectionPool pool;
    private final @Nullable Destinations destinations;
    private final int pingMillis;
    private volatile @Nullable Attempts usual;
    private volatile List<Attempts> others = List.of(); // newest first, never changed

    AttemptClients(
            Front front,
            EndpointAddress address,
            ConnectionPool pool,
            @Nullable Destinations destinations,
            int pingMillis) {
        this.front = front;
        this.address = address;
        this.pool = pool;
        this.destinations = destinations;
        this.pingMillis = pingMillis;
    }

    OkHttpClient client(Interceptor.Chain chain, int connectMillis, int idleMillis, boolean webSocket) {
        Attempts attempts = usual;
        if (attempts == null || !attempts.settings.matches(chain, connectMillis, idleMillis)) {
            attempts = other(chain, connectMillis, idleMillis);
        }
        return webSocket ? attempts.webSocket() : attempts.http;
    }

    private Attempts other(Interceptor.Chain chain, int connectMillis, int idleMillis) {
        List<Attempts> kept = others;
        for (int i = 0; i < kept.size(); i++) {
            if (kept.get(i).settings.matches(chain, connectMillis, idleMillis)) {
                return kept.get(i);
            }
        }
        FrontSettings settings = front.settings(chain, connectMillis, idleMillis);
        Attempts first = usual;
        return keep(new Attempts(settings, first == null ? build(settings) : derive(first, settings)));
    }

    private synchronized Attempts keep(Attempts derived) {
        if (usual == null) {
            usual = derived;
            return derived;
        }
        List<Attempts> newestFirst = new ArrayList<>(MOST_OTHERS);
        newestFirst.add(derived);
        newestFirst.addAll(others.subList(0, Math.min(others.size(), MOST_OTHERS - 1)));
        others = newestFirst;
        return derived;
    }

    private OkHttpClient build(FrontSettings settings) {
        OkHttpClient.Builder builder = front.encrypted(settings).newBuilder();
        builder.interceptors().clear(); // they have run, around the whole call
        builder.networkInterceptors().add(0, RetryAfter.SHIELD);
        builder.networkInterceptors().add(1, LastRequest.INSTANCE);
        settings.apply(builder);
        locate(builder, settings);
        builder.eventListenerFactory(call -> EventListener.NONE)
                .connectionPool(pool)
                .proxy(Proxy.NO_PROXY) // a proxy would get our socket, which leads to the endpoint
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .callTimeout(Duration.ZERO)
                .pingInterval(pingMillis, TimeUnit.MILLISECONDS);
        front.configureAttempts(builder);
        return builder.build();
    }

    /** From the usual client: most settings that differ are timeouts, and what stays need not be made again. */
    private OkHttpClient derive(Attempts first, FrontSettings settings) {
        OkHttpClient.Builder builder = first.http.newBuilder();
        settings.apply(builder);
        if (!settings.sameTls(first.settings)) {
            Encryption.apply(builder, settings);
        }
        if (settings.dns() != first.settings.dns()) {
            locate(builder, settings);
        }
        return builder.build();
    }

    private void locate(OkHttpClient.Builder builder, FrontSettings settings) {
        EndpointAddress resolved = address.resolvedBy(settings.dns());
        builder.dns(resolved).socketFactory(new EndpointSocketFactory(resolved, destinations));
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

        /**
         * HTTP/1.1 only, for a 101 does not exist in HTTP/2; without network interceptors, as in OkHttp itself. Its ping
         * interval is about HTTP/2: web sockets are pinged by the client that opened them.
         */
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
