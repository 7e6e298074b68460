package io.meshclient;

import io.meshclient.cluster.Cluster;
import io.meshclient.observe.MeshObserver;
import io.meshclient.policy.MeshConfig;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.route.Route;
import io.meshclient.route.RouteTable;
import io.meshclient.time.MeshRuntime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The services of a mesh, those of its configuration and those that calls made. A call reads them once, without a lock; they
 * are changed by one thread at a time, until they are shut.
 */
final class Services {

    private final MeshRuntime runtime;
    private final MeshObserver observer;
    private final Discoveries discoveries;
    private final Cluster.Surroundings surroundings;
    private final ReentrantLock changing = new ReentrantLock();
    private final Set<Cluster> leaving = ConcurrentHashMap.newKeySet(); // removed, perhaps with calls in flight
    private final OnDemand onDemand;
    private volatile State state = new State(MeshConfig.builder().build(), RouteTable.of(List.of()), Map.of());
    private volatile boolean shut;

    /** What a call reads, once. */
    private record State(MeshConfig config, RouteTable routes, Map<String, Service> services) {}

    /**
     * None yet.
     *
     * @param around makes what clusters know of the mesh around them, of how to find each other
     */
    Services(
            MeshRuntime runtime,
            MeshObserver observer,
            Discoveries discoveries,
            Function<Function<String, @Nullable Cluster>, Cluster.Surroundings> around) {
        this.runtime = runtime;
        this.observer = observer;
        this.discoveries = discoveries;
        this.surroundings = around.apply(this::peer);
        this.onDemand = new OnDemand(runtime, state.config().onDemand(), this::made, this::leave);
    }

    MeshConfig config() {
        return state.config();
    }

    /** Null if the host means no service. */
    @Nullable
    Cluster find(String host) {
        State now = state;
        Route route = now.routes().match(host);
        Service service = route == null ? onDemand.find(host) : now.services().get(route.cluster());
        return service == null ? null : service.cluster();
    }

    /** Whether a call to the host would make a service, if there were not too many. */
    boolean makes(String host) {
        return onDemand.covers(host);
    }

    void update(MeshConfig config) {
        changing.lock();
        try {
            if (shut) {
                throw new IllegalStateException("The mesh is closed");
            }
            check(config);
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

    /** Before anything is changed. */
    private void check(MeshConfig config) {
        config.services().values().forEach(discoveries::check);
        if (config.onDemand().isOn()) {
            discoveries.check(
                    config.onDemand().service("any" + config.onDemand().suffix()));
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
        Cluster cluster = new Cluster(config, runtime, observer, surroundings);
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

    List<Service> all() {
        List<Service> all = new ArrayList<>(state.services().values());
        all.addAll(onDemand.services());
        return all;
    }

    MeshView view() {
        MeshConfig now = state.config();
        return new MeshView(
                now.enabled(), now.strict(), all().stream().map(Service::view).toList());
    }

    /** Those of services that are gone count until they end. */
    int callsInFlight() {
        int calls = 0;
        for (Service service : all()) {
            calls += service.cluster().calls().inUse();
        }
        for (Cluster cluster : leaving) {
            calls += cluster.calls().inUse();
        }
        return calls;
    }

    boolean isShut() {
        return shut;
    }

    /** No change and no new call from now on; returns false if they were shut already. */
    boolean shut() {
        changing.lock();
        try {
            boolean first = !shut;
            shut = true;
            return first;
        } finally {
            changing.unlock();
        }
    }

    /** Ends all of them. */
    void remove() {
        state.services().values().forEach(Service::remove);
        onDemand.close();
    }
}
