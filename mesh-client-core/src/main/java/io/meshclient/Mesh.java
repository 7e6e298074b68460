package io.meshclient;

import io.meshclient.cluster.Cluster;
import io.meshclient.observe.DeadlineContext;
import io.meshclient.observe.LoggingObserver;
import io.meshclient.observe.MdcContext;
import io.meshclient.observe.MeshObserver;
import io.meshclient.observe.Observers;
import io.meshclient.okhttp.Directory;
import io.meshclient.okhttp.EndpointChecker;
import io.meshclient.okhttp.Fronts;
import io.meshclient.okhttp.LoadProber;
import io.meshclient.okhttp.MeshInterceptor;
import io.meshclient.okhttp.ReportSlot;
import io.meshclient.outcome.CallReport;
import io.meshclient.policy.MeshConfig;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service mesh inside the caller: wrap an {@link OkHttpClient}, and its calls to services are balanced, retried where
 * that is safe, kept away from bad instances, measured and traced. Safe for use by many threads. Two daemon threads at
 * most belong to it, and one for each attempt under way of calls that may be hedged.
 */
public final class Mesh implements AutoCloseable {

    /** How long {@link #close()} waits for calls in flight. */
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Mesh.class);

    private final MeshRuntime runtime;
    private final boolean ownsRuntime;
    private final Discoveries discoveries;
    private final Services services;
    private final Directory directory;
    private final LastCalls lastCalls = new LastCalls();
    private final AttemptThreads threads = new AttemptThreads();
    private final Fronts fronts = new Fronts();
    /** With the default timeout of 1 s, 160 endpoints that hang in each 10 s. */
    private final CheckThreads checkThreads = new CheckThreads("mesh-client-health-check", 16);

    private final CheckThreads probeThreads = new CheckThreads("mesh-client-load-probe", 8);
    private final LoadProber prober;

    Mesh(MeshBuilder builder) {
        ownsRuntime = builder.runtime == null;
        runtime = builder.runtime == null ? MeshRuntime.system() : builder.runtime;
        MeshObserver observer = observer(builder.observers, runtime);
        discoveries = new Discoveries(
                builder.discoveries, builder.providers, Map.copyOf(builder.discoveryProperties), runtime);
        EndpointChecker checker = new EndpointChecker(fronts, runtime.ticker(), checkThreads);
        prober = new LoadProber(fronts, runtime.ticker(), probeThreads);
        services = new Services(
                runtime,
                observer,
                discoveries,
                peers -> new Cluster.Surroundings(fronts::release, peers, checker, prober));
        directory = new MeshDirectory(
                new Parts(runtime, observer, services, lastCalls, threads), Map.copyOf(builder.fallbacks));
    }

    /** What calls use of a mesh. */
    record Parts(
            MeshRuntime runtime,
            MeshObserver observer,
            Services services,
            LastCalls lastCalls,
            AttemptThreads threads) {}

    private static MeshObserver observer(List<MeshObserver> users, MeshRuntime runtime) {
        List<MeshObserver> all = new ArrayList<>(users);
        all.add(new MdcContext());
        all.add(new DeadlineContext());
        all.add(new LoggingObserver(runtime));
        return new Observers(all);
    }

    /**
     * Starts a mesh without services.
     *
     * @return a builder
     */
    public static MeshBuilder builder() {
        return new MeshBuilder();
    }

    /**
     * Puts the mesh into a client, as its last application interceptor. Interceptors that are added later never see calls
     * to services, so wrap last; everything else about the client stays as it is.
     *
     * @param client any client
     * @return a client for services and for all other hosts, also a {@link okhttp3.WebSocket.Factory}
     * @throws IllegalArgumentException if the client is wrapped already
     */
    public OkHttpClient wrap(OkHttpClient client) {
        MeshInterceptor.Wrapped wrapped = MeshInterceptor.wrap(client, directory);
        fronts.add(wrapped.front());
        warnOfDispatcher(client.dispatcher().getMaxRequestsPerHost());
        return wrapped.client();
    }

    private void warnOfDispatcher(int perHost) {
        for (ServiceConfig service : config().services().values()) {
            if (perHost < service.maxConcurrentCalls()) {
                LOG.info(
                        "The wrapped client's dispatcher enqueues at most {} calls a host, below max-concurrent-calls {}"
                                + " of service {}: raise Dispatcher.maxRequestsPerHost if enqueued calls should not wait"
                                + " for each other",
                        perHost,
                        service.maxConcurrentCalls(),
                        service.name());
                return;
            }
        }
    }

    /**
     * The story of the call that a response ended.
     *
     * @param response of a wrapped client
     * @return null if the call did not go through a mesh
     */
    public static @Nullable CallReport reportOf(Response response) {
        return ReportSlot.of(response);
    }

    /**
     * The configuration in force.
     *
     * @return immutable
     */
    public MeshConfig config() {
        return services.config();
    }

    /**
     * Swaps the configuration while calls run: services come, change and go; endpoints that stay keep what is known of
     * them; calls in flight end under the configuration with which they began.
     *
     * @param config the new one, whole
     * @throws IllegalArgumentException if a service names a discovery that is not known; nothing is changed then
     * @throws IllegalStateException if the mesh is closed
     */
    public void update(MeshConfig config) {
        services.update(config);
    }

    /**
     * The mesh at this moment.
     *
     * @return an immutable picture
     */
    public MeshView view() {
        return services.view();
    }

    /**
     * Refuses new calls, lets calls in flight end for up to ten seconds, then closes connections and threads. Closing
     * again does nothing.
     */
    @Override
    public void close() {
        if (!services.shut()) {
            return;
        }
        services.all().forEach(service -> service.cluster().stopChecks()); // at once: calls may take their time
        checkThreads.close();
        probeThreads.close();
        lastCalls.await(services::callsInFlight, CLOSE_WAIT);
        services.remove();
        discoveries.close();
        fronts.evict();
        prober.close();
        threads.close();
        if (ownsRuntime) {
            runtime.close();
        }
    }

    /** The first configuration; a mesh that cannot have it is closed. */
    Mesh started(MeshConfig config) {
        try {
            discoveries.checkProperties();
            update(config);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }
}
