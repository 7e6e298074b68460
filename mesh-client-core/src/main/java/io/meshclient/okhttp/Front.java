package io.meshclient.okhttp;

import io.meshclient.cluster.EndpointState;
import io.meshclient.time.Internal;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.Dns;
import okhttp3.OkHttpClient;

/** One wrapped client and its bindings to endpoints. Safe for use by many threads. */
@Internal
public final class Front {

    private final OkHttpClient base;
    private final Directory directory;
    private final ConcurrentHashMap<EndpointState, EndpointBinding> bindings = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<SSLSocketFactory, ServerNames> serverNames = new ConcurrentHashMap<>();

    Front(OkHttpClient base, Directory directory) {
        this.base = base;
        this.directory = directory;
    }

    OkHttpClient base() {
        return base;
    }

    void configureAttempts(OkHttpClient.Builder attempts) {
        directory.configureAttempts(attempts);
    }

    ServerNames serverNames(SSLSocketFactory delegate) {
        return serverNames.computeIfAbsent(delegate, ServerNames::new);
    }

    EndpointBinding binding(EndpointState endpoint, Dns users) {
        EndpointBinding binding = bindings.get(endpoint);
        return binding != null
                ? binding
                : bindings.computeIfAbsent(
                        endpoint, state -> new EndpointBinding(this, new EndpointAddress(state.endpoint(), users)));
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
