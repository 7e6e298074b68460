package io.meshclient.okhttp;

import io.meshclient.cluster.EndpointState;
import io.meshclient.policy.ConnectionPolicy;
import io.meshclient.time.Internal;
import io.meshclient.time.Timers;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** One wrapped client and its bindings to endpoints. Safe for use by many threads. */
@Internal
public final class Front {

    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final OkHttpClient base;
    private final Directory directory;
    private final ConcurrentHashMap<EndpointState, EndpointBinding> bindings = new ConcurrentHashMap<>();
    private final AtomicLong toldAt = new AtomicLong(); // zero for never
    private final Set<ConnectionPool> pools = ConcurrentHashMap.newKeySet();
    private volatile @Nullable FrontSettings settings;
    private volatile @Nullable Encryption encryption;
    private volatile @Nullable CheckClient checkClient;

    Front(OkHttpClient base, Directory directory) {
        this.base = base;
        this.directory = directory;
    }

    /** What a call's chain says; the same object for all endpoints as long as calls say the same. */
    FrontSettings settings(Interceptor.Chain chain, int connectMillis, int idleMillis) {
        FrontSettings known = settings;
        if (known == null || !known.matches(chain, connectMillis, idleMillis)) {
            known = FrontSettings.of(chain, connectMillis, idleMillis);
            settings = known;
        }
        return known;
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

    ConnectionPool newPool(ConnectionPolicy policy) {
        ConnectionPool pool =
                new ConnectionPool(policy.maxIdle(), policy.idleTimeout().toNanos(), TimeUnit.NANOSECONDS);
        pools.add(pool);
        return pool;
    }

    /** It has no connection left, and will not be used again. */
    void forget(ConnectionPool pool) {
        pools.remove(pool);
    }

    /** The pools of all bindings as they come and go. */
    Set<ConnectionPool> pools() {
        return pools;
    }

    private EndpointAddress address(EndpointState endpoint, Dns users) {
        return new EndpointAddress(
                endpoint.endpoint(), users, directory.runtime().ticker());
    }

    /** Whether a line of the log is due; at most one in ten seconds, for a network that breaks breaks many connections. */
    boolean mayTell(long now) {
        long last = toldAt.get();
        return (last == 0 || now - last >= TELL_NANOS) && toldAt.compareAndSet(last, now == 0 ? 1 : now);
    }

    /** Of the wrapped client; zero for none. */
    int pingMillis() {
        return base.pingIntervalMillis();
    }

    boolean isClosed() {
        return directory.closed();
    }

    Timers timers() {
        return directory.runtime().timers();
    }

    /** For what must not block a caller. */
    Executor threads() {
        return directory.attemptThreads();
    }

    void release(EndpointState endpoint) {
        EndpointBinding binding = bindings.remove(endpoint);
        if (binding != null) {
            binding.release();
        }
    }
}
