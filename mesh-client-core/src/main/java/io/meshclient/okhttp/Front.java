package io.meshclient.okhttp;

import io.meshclient.cluster.EndpointState;
import io.meshclient.time.Internal;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** One wrapped client and its bindings to endpoints. Safe for use by many threads. */
@Internal
public final class Front {

    private final OkHttpClient base;
    private final Directory directory;
    private final ConcurrentHashMap<EndpointState, EndpointBinding> bindings = new ConcurrentHashMap<>();
    private volatile @Nullable Encryption encryption;

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

    void configureAttempts(OkHttpClient.Builder attempts) {
        directory.configureAttempts(attempts);
    }

    EndpointBinding binding(EndpointState endpoint, Dns users) {
        EndpointBinding binding = bindings.get(endpoint);
        return binding != null
                ? binding
                : bindings.computeIfAbsent(endpoint, state -> new EndpointBinding(this, address(state, users)));
    }

    private EndpointAddress address(EndpointState endpoint, Dns users) {
        return new EndpointAddress(
                endpoint.endpoint(), users, directory.runtime().ticker());
    }

    /**
     * An endpoint is gone and has no call left: closes its connections.
     *
     * @param endpoint which
     */
    public void release(EndpointState endpoint) {
        EndpointBinding binding = bindings.remove(endpoint);
        if (binding != null) {
            binding.evict();
        }
    }

    /** Closes all idle connections. */
    public void evict() {
        bindings.values().forEach(EndpointBinding::evict);
    }

    /**
     * Connections to endpoints, idle ones included.
     *
     * @return 0 or more
     */
    public int connections() {
        return bindings.values().stream().mapToInt(EndpointBinding::connections).sum();
    }
}
