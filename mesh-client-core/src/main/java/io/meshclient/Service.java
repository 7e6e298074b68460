package io.meshclient;

import io.meshclient.balance.LevelShare;
import io.meshclient.cluster.Cluster;
import io.meshclient.discovery.LastKnownGood;
import io.meshclient.discovery.Listener;
import io.meshclient.discovery.Subscription;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.guard.Breaker;
import io.meshclient.observe.MeshObserver;
import io.meshclient.observe.ServiceEvent;
import io.meshclient.observe.ServiceEvent.Change;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.stats.RetryBudget;
import io.meshclient.stats.ServerLoad;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A configured service: its cluster, and the subscription that feeds it. Changed by one thread at a time. */
final class Service {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Cluster cluster;
    private final MeshRuntime runtime;
    private final MeshObserver observer;
    private final Discoveries discoveries;
    private volatile LastKnownGood source;
    private Subscription subscription;

    Service(Cluster cluster, MeshRuntime runtime, MeshObserver observer, Discoveries discoveries) {
        this.cluster = cluster;
        this.runtime = runtime;
        this.observer = observer;
        this.discoveries = discoveries;
        this.source = newSource(cluster.config());
        this.subscription = subscribe(cluster.config());
    }

    Cluster cluster() {
        return cluster;
    }

    void reconfigure(ServiceConfig config) {
        ServiceConfig old = cluster.config();
        cluster.reconfigure(config);
        boolean sameSource = config.discovery().equals(old.discovery())
                && config.discoveryTarget().equals(old.discoveryTarget())
                && config.discoveryMode().equals(old.discoveryMode())
                && config.discoveryPercent() == old.discoveryPercent()
                && config.endpoints().equals(old.endpoints())
                && config.emptyGuard().equals(old.emptyGuard());
        if (!sameSource) {
            unsubscribe();
            cluster.stats().sourceBack();
            source = newSource(config);
            subscription = subscribe(config);
        }
    }

    void remove() {
        unsubscribe();
        cluster.remove();
    }

    private LastKnownGood newSource(ServiceConfig config) {
        return new LastKnownGood(runtime, config.emptyGuard(), new Feed(), new Events());
    }

    private Subscription subscribe(ServiceConfig config) {
        return discoveries.subscribe(config, source);
    }

    private void unsubscribe() {
        source.close();
        try {
            subscription.close();
        } catch (RuntimeException e) {
            LOG.warn("The discovery of service {} failed to end a subscription", cluster.name(), e);
        }
    }

    ServiceView view() {
        ServiceConfig config = cluster.config();
        long now = runtime.ticker().nanos();
        Throwable error = source.lastError();
        Breaker breaker = cluster.breaker();
        RetryBudget budget = cluster.budget();
        List<EndpointView> endpoints = new ArrayList<>();
        cluster.view()
                .forEach(view -> endpoints.add(new EndpointView(
                        view.endpoint().key(),
                        view.endpoint(),
                        view.status().token(),
                        view.inFlight(),
                        view.limit(),
                        view.ewmaMillis(),
                        TimeUnit.NANOSECONDS.toMillis(view.ejectedForNanos()),
                        view.ejectedWhy(),
                        Double.isNaN(view.successPercent()) ? null : view.successPercent(),
                        view.lastCheck(),
                        (int) Math.round(100 * view.readiness()),
                        reported(view.reportedLoad(), now))));
        return new ServiceView(
                cluster.name(),
                config.discovery(),
                TimeUnit.NANOSECONDS.toMillis(now - source.lastChangeNanos()),
                TimeUnit.NANOSECONDS.toMillis(cluster.stats().ageNanos()),
                error == null ? null : error.toString(),
                cluster.calls().inUse(),
                cluster.limit(),
                100 * cluster.shedding(now),
                breaker == null ? null : breaker.state(),
                budget == null ? -1 : budget.available(now),
                placement(config),
                endpoints,
                config.settings().effective());
    }

    private PlacementView placement(ServiceConfig config) {
        List<PriorityView> priorities = new ArrayList<>();
        for (LevelShare level : cluster.levels()) {
            List<ZoneView> zones = new ArrayList<>();
            level.zones()
                    .forEach(zone ->
                            zones.add(new ZoneView(zone.zone(), zone.own(), zone.healthy(), 100 * zone.share())));
            priorities.add(new PriorityView(
                    level.priority(), level.healthyLoad(), level.degradedLoad(), level.panic(), zones, level.why()));
        }
        return new PlacementView(config.locality().own(), priorities, cluster.known());
    }

    private static @Nullable ReportedLoad reported(@Nullable ServerLoad load, long now) {
        return load == null
                ? null
                : new ReportedLoad(
                        load.newest().metrics(), load.toldWeight(), TimeUnit.NANOSECONDS.toMillis(load.age(now)));
    }

    /** The subscription's answers, on their way to the cluster. */
    private final class Feed implements Listener {
        @Override
        public void onEndpoints(EndpointSet set) {
            cluster.update(set);
        }

        @Override
        public void onFailure(Throwable failure) {
            cluster.sourceFailed();
        }
    }

    /** What happens to the source, told to observers. */
    private final class Events implements LastKnownGood.SourceEvents {
        @Override
        public void lost(Throwable why) {
            cluster.stats().sourceLost();
            tell(Change.DISCOVERY_LOST, why.toString());
        }

        @Override
        public void back() {
            cluster.stats().sourceBack();
            tell(Change.DISCOVERY_BACK, "");
        }

        @Override
        public void emptyHeldBack(Duration guard) {
            tell(Change.EMPTY_HELD_BACK, "for " + guard.toMillis() + " ms");
        }

        private void tell(Change change, String detail) {
            observer.serviceChanged(new ServiceEvent(cluster.name(), change, detail));
        }
    }
}
