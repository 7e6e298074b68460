package io.meshclient.okhttp;

import io.meshclient.cluster.EndpointState;
import io.meshclient.time.Internal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** One wrapped client and its bindings to endpoints. Safe for use by many threads. */
@Internal
public final class Front {

    /**
     * Idle connections kept for an endpoint: OkHttp's 5 would dial anew after every burst. Closed after a minute, before
     * most servers close them.
     */
    private static final int MAX_IDLE = 64;

    private static final long KEEP_ALIVE_SECONDS = 55;

    private final OkHttpClient base;
    private final Directory directory;
    private final ConcurrentHashMap<EndpointState, EndpointBinding> bindings = new ConcurrentHashMap<>();
    private final Set<ConnectionPool> pools = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Encryption encryption;
    private volatile @Nullable CheckClient checkClient;

    Front(OkHttpClient base, Directory directory) {
        this.base = base;
        this.directory = directory;
    }

    /** The wrapped client with the TLS of attempts: made once, and again when a derived client with other TLS comes first. */
    OkHttpClient encrypted(FrontSettings settings) {
        Encryption known = encryption;
        if (known == null || !settings.sameTls(known.settings())) {
            known = Encryption.of(base, settings);
            encryption = known;
        }
        return known.client();
    }

    /** Made when the first endpoint is checked. */
    CheckClient checkClient() {
        CheckClient known = checkClient;
        if (known == null) {
            known = CheckClient.of(base);
            checkClient = known;
        }
        return known;
    }

    void configureAttempts(OkHttpClient.Builder attempts) {
        directory.configureAttempts(attempts);
    }

    EndpointBinding binding(EndpointState endpoint, Dns users) {
        EndpointBinding binding = bindings.get(endpoint);
        return binding != null
                ? binding
                : bindings.computeIfAbsent(endpoint, state -> new EndpointBinding(this, address(state, users)));
    }

    ConnectionPool newPool() {
        ConnectionPool pool = new ConnectionPool(MAX_IDLE, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        pools.add(pool);
        return pool;
    }

    /** The pools of all bindings as they come and go. */
    Set<ConnectionPool> pools() {
        return pools;
    }

    private EndpointAddress address(EndpointState endpoint, Dns users) {
        return new EndpointAddress(
                endpoint.endpoint(), users, directory.runtime().ticker());
    }

    void release(EndpointState endpoint) {
        EndpointBinding binding = bindings.remove(endpoint);
        if (binding != null) {
            pools.remove(binding.pool());
            binding.release();
        }
    }
}
