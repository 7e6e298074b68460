package io.meshclient.okhttp;

import io.meshclient.cluster.EndpointState;
import io.meshclient.cluster.LoadProbe;
import io.meshclient.stats.LoadReport;
import io.meshclient.time.Internal;
import io.meshclient.time.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Asks endpoints for their load with real sockets, on the threads of an executor that bounds how many are asked at once.
 * Probes use the TLS and the Dns of a wrapped client, nothing else of the application's, and keep connections of their own.
 */
@Internal
public final class LoadProber implements LoadProbe, AutoCloseable {

    /** What servers can tell probes from calls by. */
    static final String USER_AGENT = "mesh-client-load-probe";

    private static final int MOST_IDLE = 64;

    private final Fronts fronts;
    private final Ticker ticker;
    private final Executor threads;
    private final ConnectionPool pool = new ConnectionPool(MOST_IDLE, 30, TimeUnit.SECONDS);
    private final Map<EndpointState, Kept> clients = new WeakHashMap<>(); // an endpoint's goes with it
    private volatile boolean closed;

    /**
     * A prober.
     *
     * @param fronts whose TLS and Dns probes use
     * @param ticker the only source of time
     * @param threads runs each probe, which blocks
     */
    public LoadProber(Fronts fronts, Ticker ticker, Executor threads) {
        this.fronts = fronts;
        this.ticker = ticker;
        this.threads = threads;
    }

    @Override
    public void ask(Target target, Consumer<@Nullable LoadReport> done) {
        try {
            threads.execute(() -> {
                done.accept(report(target));
                if (closed) {
                    pool.evictAll(); // its connection came back after the others had been closed
                }
            });
        } catch (RejectedExecutionException over) {
            done.accept(null); // the mesh is closed
        }
    }

    /** Never throws: a probe that fails tells nothing, and calls will find out for themselves. */
    private @Nullable LoadReport report(Target target) {
        try {
            OkHttpClient client = client(target);
            if (client == null) {
                return null;
            }
            Request request = new Request.Builder()
                    .url(target.scheme() + "://" + target.service()
                            + target.how().path())
                    .header("User-Agent", USER_AGENT)
                    .build();
            try (Response response = client.newCall(request).execute()) {
                return response.isSuccessful() ? LoadReports.of(response) : null;
            }
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private @Nullable OkHttpClient client(Target target) {
        synchronized (clients) {
            Duration timeout = target.how().timeout();
            Kept kept = clients.get(target.endpoint());
            if (kept != null && kept.timeout.equals(timeout)) {
                return kept.client;
            }
            CheckClient bare = fronts.checkClient();
            if (bare == null) {
                return null;
            }
            OkHttpClient made = bare.to(bare.address(target.endpoint(), ticker), timeout)
                    .newBuilder()
                    .connectionPool(pool)
                    .build();
            clients.put(target.endpoint(), new Kept(made, timeout));
            return made;
        }
    }

    /** An endpoint's client, and the time for which it was made; a configuration that is swapped may have another. */
    private record Kept(OkHttpClient client, Duration timeout) {}

    @Override
    public void close() {
        closed = true;
        pool.evictAll();
    }
}
