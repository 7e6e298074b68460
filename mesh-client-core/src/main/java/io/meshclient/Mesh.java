package io.meshclient;

import static java.util.Objects.requireNonNull;

import io.meshclient.cluster.Cluster;
import io.meshclient.discovery.Discovery;
import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.endpoint.Locality;
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
import io.meshclient.okhttp.Substitute;
import io.meshclient.outcome.CallReport;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.MeshConfig;
import io.meshclient.policy.OnDemandPolicy;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.route.Route;
import io.meshclient.route.RouteTable;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import okhttp3.Dispatcher;
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
    private final Observers observer;
    private final Discoveries discoveries;
    private final Map<String, Fallback> fallbacks;
    private final AttemptThreads threads = new AttemptThreads();
    private final Dispatcher dispatcher = threads.dispatcher();
    private final Fronts fronts = new Fronts();
    /** With the default timeout of 1 s, 160 endpoints that hang in each 10 s. */
    private final CheckThreads checkThreads = new CheckThreads("mesh-client-health-check", 16);

    private final CheckThreads probeThreads = new CheckThreads("mesh-client-load-probe", 8);
    private final EndpointChecker checker;
    private final LoadProber prober;
    private final DirectoryOfMesh directory = new DirectoryOfMesh();
    private final ReentrantLock changing = new ReentrantLock();
    private final ReentrantLock closing = new ReentrantLock();
    private final Condition callReturned = closing.newCondition();

    private final Set<Cluster> leaving = ConcurrentHashMap.newKeySet(); // removed, perhaps with calls in flight

    private volatile State state = new State(MeshConfig.builder().build(), RouteTable.of(List.of()), Map.of());
    private final OnDemand onDemand;
    private volatile boolean closed;

    private Mesh(Builder builder) {
        ownsRuntime = builder.runtime == null;
        runtime = builder.runtime == null ? MeshRuntime.system() : builder.runtime;
        fallbacks = Map.copyOf(builder.fallbacks);
        checker = new EndpointChecker(fronts, runtime.ticker(), checkThreads);
        prober = new LoadProber(fronts, runtime.ticker(), probeThreads);
        List<MeshObserver> observers = new ArrayList<>(builder.observers);
        observers.add(new MdcContext());
        observers.add(new DeadlineContext());
        observers.add(new LoggingObserver(runtime));
        observer = new Observers(observers);
        onDemand = new OnDemand(runtime, state.config().onDemand(), this::made, this::leave);
        discoveries = new Discoveries(
                builder.discoveries, builder.providers, Map.copyOf(builder.discoveryProperties), runtime);
    }

    /**
     * Starts a mesh without services.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
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
        for (ServiceConfig service : state.config().services().values()) {
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
        return state.config();
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
        changing.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The mesh is closed");
            }
            config.services().values().forEach(discoveries::check);
            if (config.onDemand().isOn()) {
                discoveries.check(
                        config.onDemand().service("any" + config.onDemand().suffix()));
            }
            Map<String, Service> old = state.services();
            Map<String, Service> next = new LinkedHashMap<>();
            config.services().forEach((name, service) -> next.put(name, changed(old.get(name), service)));
            state = new State(config, RouteTable.of(config.services().values()), next);
            next.values().forEach(service -> service.cluster().peersChanged());
            leaving.removeIf(cluster -> cluster.calls().inUse() == 0);
            old.forEach((name, service) -> {
                if (!next.containsKey(name)) {
                    leave(service);
                }
            });
            onDemand.update(config.onDemand(), host -> state.routes().match(host) != null);
        } finally {
            changing.unlock();
        }
    }

    private Service changed(@Nullable Service service, ServiceConfig config) {
        if (service != null) {
            service.reconfigure(config);
            return service;
        }
        return made(config);
    }

    private Service made(ServiceConfig config) {
        Cluster cluster = new Cluster(
                config, runtime, observer, new Cluster.Surroundings(fronts::release, this::peer, checker, prober));
        return new Service(cluster, runtime, observer, discoveries);
    }

    private @Nullable Cluster peer(String name) {
        Service service = state.services().get(name);
        return service == null ? null : service.cluster();
    }

    /** It may have calls in flight, which end. */
    private void leave(Service service) {
        leaving.add(service.cluster());
        service.remove();
    }

    private List<Service> services() {
        List<Service> all = new ArrayList<>(state.services().values());
        all.addAll(onDemand.services());
        return all;
    }

    /**
     * The mesh at this moment.
     *
     * @return an immutable picture
     */
    public MeshView view() {
        State now = state;
        return new MeshView(
                now.config().enabled(),
                now.config().strict(),
                services().stream().map(Service::view).toList());
    }

    /**
     * Refuses new calls, lets calls in flight end for up to ten seconds, then closes connections and threads. Closing
     * again does nothing.
     */
    @Override
    public void close() {
        changing.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            changing.unlock();
        }
        services().forEach(service -> service.cluster().stopChecks()); // calls may take their time, checks end at once
        checkThreads.close();
        probeThreads.close();
        awaitCalls();
        state.services().values().forEach(Service::remove);
        onDemand.close();
        discoveries.close();
        fronts.evict();
        prober.close();
        threads.close();
        if (ownsRuntime) {
            runtime.close();
        }
    }

    private void awaitCalls() {
        long left = CLOSE_WAIT.toNanos();
        closing.lock();
        try {
            while (callsInFlight() > 0 && left > 0) {
                left = callReturned.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // who is in a hurry does not wait for calls
        } finally {
            closing.unlock();
        }
    }

    private int callsInFlight() {
        int calls = 0;
        for (Service service : services()) {
            calls += service.cluster().calls().inUse();
        }
        for (Cluster cluster : leaving) {
            calls += cluster.calls().inUse();
        }
        return calls;
    }

    /** What a call reads, once. */
    private record State(MeshConfig config, RouteTable routes, Map<String, Service> services) {}

    private final class DirectoryOfMesh implements Directory {

        @Override
        public @Nullable Cluster find(String host) {
            State now = state;
            Route route = now.routes().match(host);
            Service service =
                    route == null ? onDemand.find(host) : now.services().get(route.cluster());
            return service == null ? null : service.cluster();
        }

        @Override
        public boolean enabled() {
            return state.config().enabled();
        }

        @Override
        public @Nullable RefusalReason refusal(String host) {
            if (onDemand.covers(host)) {
                return RefusalReason.TOO_MANY_SERVICES;
            }
            return state.config().strict() ? RefusalReason.UNKNOWN_SERVICE : null;
        }

        @Override
        public boolean closed() {
            return closed;
        }

        @Override
        public void callReturned() {
            if (closed) {
                closing.lock();
                try {
                    callReturned.signalAll();
                } finally {
                    closing.unlock();
                }
            }
        }

        @Override
        public MeshRuntime runtime() {
            return runtime;
        }

        @Override
        public MeshObserver observer() {
            return observer;
        }

        @Override
        public void configureAttempts(OkHttpClient.Builder attempts) {
            attempts.dispatcher(dispatcher);
        }

        @Override
        public Executor attemptThreads() {
            return threads;
        }

        @Override
        public @Nullable Substitute fallback(String service) {
            Fallback fallback = fallbacks.get(service);
            return fallback == null ? null : fallback::answer;
        }
    }

    /** Collects what a mesh is made of. Not for use by several threads. */
    public static final class Builder {
        private final MeshConfig.Builder config = MeshConfig.builder();
        private @Nullable MeshConfig whole;
        private final List<MeshObserver> observers = new ArrayList<>();
        private final Map<String, Fallback> fallbacks = new LinkedHashMap<>();
        private final Map<String, Discovery> discoveries = new LinkedHashMap<>();
        private final Map<String, DiscoveryProvider> providers = new LinkedHashMap<>();
        private final Map<String, ConfigValue> discoveryProperties = new LinkedHashMap<>();
        private @Nullable MeshRuntime runtime;

        private Builder() {}

        /**
         * Adds a service, or sets more of one that is there.
         *
         * @param name a DNS label or several joined by dots; the logical host
         * @param edit sets its values
         * @return this
         * @throws IllegalArgumentException if the name is not allowed
         */
        public Builder service(String name, Consumer<ServiceConfig.Builder> edit) {
            config.service(name, edit);
            return this;
        }

        /**
         * Sets what all services have unless they say otherwise.
         *
         * @param edit sets the values
         * @return this
         */
        public Builder defaults(Consumer<ServiceConfig.Builder> edit) {
            config.defaults(edit);
            return this;
        }

        /**
         * Says where this process runs.
         *
         * @param own an empty part is unknown
         * @return this
         */
        public Builder locality(Locality own) {
            config.locality(own);
            return this;
        }

        /**
         * Lets calls make services: of hosts under a suffix, bounded in number, and let go when idle.
         *
         * @param edit sets the values
         * @return this
         */
        public Builder onDemand(Consumer<OnDemandPolicy.Builder> edit) {
            config.onDemand(edit);
            return this;
        }

        /**
         * Refuses hosts that are no service, instead of letting them through.
         *
         * @param strict whether to
         * @return this
         */
        public Builder strict(boolean strict) {
            config.strict(strict);
            return this;
        }

        /**
         * Switches the whole mesh off or on.
         *
         * @param enabled false lets every call go straight through
         * @return this
         */
        public Builder enabled(boolean enabled) {
            config.enabled(enabled);
            return this;
        }

        /**
         * Reads properties {@code mesh.client.*}; other keys are passed over.
         *
         * @param values by their whole key
         * @return this
         * @throws IllegalArgumentException if a key does not exist or a value is not allowed
         */
        public Builder properties(Map<String, String> values) {
            config.properties(values);
            Map<String, ConfigValue> withOrigin = new LinkedHashMap<>();
            values.forEach((key, value) -> withOrigin.put(key, new ConfigValue(value, ConfigValue.BUILDER)));
            return discoveryProperties(withOrigin);
        }

        /**
         * Takes a whole configuration, in place of services and defaults set here.
         *
         * @param value the configuration
         * @return this
         */
        public Builder config(MeshConfig value) {
            whole = value;
            return this;
        }

        /**
         * Properties for discoveries on the class path.
         *
         * @param values by their whole key; {@code mesh.client.discovery.<name>.*} count, others are passed over
         * @return this; {@link #build()} refuses keys and values that are not allowed
         */
        public Builder discoveryProperties(Map<String, ConfigValue> values) {
            values.forEach((key, value) -> {
                if (key.startsWith(Discoveries.PREFIX)) {
                    discoveryProperties.put(key, value);
                }
            });
            return this;
        }

        /**
         * Adds an observer.
         *
         * @param observer hears what the mesh does
         * @return this
         */
        public Builder observer(MeshObserver observer) {
            observers.add(observer);
            return this;
        }

        /**
         * Says what callers of a service get in the place of a failure; what is said last counts. It belongs to the mesh and not to its
         * configuration, whose changes it outlives.
         *
         * @param service the service's name; it may come later
         * @param fallback answers, or leaves the failure as it is
         * @return this
         */
        public Builder fallback(String service, Fallback fallback) {
            fallbacks.put(service.toLowerCase(Locale.ROOT), requireNonNull(fallback, "fallback"));
            return this;
        }

        /**
         * Adds a discovery under a name that services' {@code discovery} can have; the caller closes it.
         *
         * @param name the name
         * @param discovery the source
         * @return this
         */
        public Builder discovery(String name, Discovery discovery) {
            discoveries.put(name, discovery);
            return this;
        }

        /**
         * Adds a provider that the class path cannot make, because it needs something of the application. It takes the
         * place of one with the same name, be it added here or found on the class path. What it makes is closed with the
         * mesh.
         *
         * @param provider makes a discovery when the first service names it
         * @return this
         */
        public Builder discovery(DiscoveryProvider provider) {
            providers.put(provider.name(), provider);
            return this;
        }

        /**
         * Replaces time, timers and randomness; for tests and simulations. The caller closes it.
         *
         * @param value the runtime
         * @return this
         */
        public Builder runtime(MeshRuntime value) {
            runtime = value;
            return this;
        }

        /**
         * Starts the mesh.
         *
         * @return the mesh
         * @throws IllegalArgumentException if a value is not allowed; the message says which, and what is
         */
        public Mesh build() {
            MeshConfig checked = whole != null ? whole : config.build();
            Mesh mesh = new Mesh(this);
            try {
                mesh.discoveries.checkProperties();
                mesh.update(checked);
                return mesh;
            } catch (RuntimeException e) {
                mesh.close();
                throw e;
            }
        }
    }
}
