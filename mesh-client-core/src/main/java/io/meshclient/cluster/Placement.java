package io.meshclient.cluster;

import io.meshclient.balance.Arrangement;
import io.meshclient.balance.Balancer;
import io.meshclient.balance.Spread;
import io.meshclient.balance.Subsetting;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.stats.LoadReport;
import io.meshclient.time.MeshRuntime;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Who a cluster's endpoints are, and how calls are spread over them. Calls read what it writes, one immutable
 * {@link Endpoints} after another; writing is the cluster's writer's alone.
 */
final class Placement {

    private final Cluster cluster;
    private final Members members;
    private final Neighbourhood neighbourhood;
    private final MeshRuntime runtime;
    private final Executor writer;
    private final AtomicBoolean replanDue = new AtomicBoolean();

    private volatile Endpoints endpoints;
    private volatile Balancer balancer;
    private volatile List<Endpoint> known = List.of(); // views read it
    private boolean over; // this and what follows is owned by the writer
    private long seed; // of this process's part of the endpoints; 0 as long as nobody wants a part

    Placement(Cluster cluster, Members members, Neighbourhood neighbourhood, MeshRuntime runtime, Executor writer) {
        this.cluster = cluster;
        this.members = members;
        this.neighbourhood = neighbourhood;
        this.runtime = runtime;
        this.writer = writer;
        ServiceConfig config = cluster.config();
        this.balancer = Balancers.of(config.balancer(), runtime.random());
        this.endpoints = arranged(config);
        scheduleRefresh(balancer);
        followNeighbours(config);
    }

    /** What calls read, newest. */
    Endpoints endpoints() {
        return endpoints;
    }

    /** How many the source knows, also those that this process does not use. */
    int known() {
        return known.size();
    }

    @Nullable
    EndpointState state(String key) {
        return members.find(key);
    }

    /** Takes all that the source knows now; returns whether that changes anything but the order. */
    boolean update(List<Endpoint> newest) {
        known = newest;
        return swap(part(cluster.config()));
    }

    void reconfigured(ServiceConfig newest, ServiceConfig old) {
        if (newest.subsetting().equals(old.subsetting()) || !swap(part(newest))) {
            endpoints = arranged(newest);
        }
        followNeighbours(newest);
    }

    /** Before anything is arranged anew. */
    void choose(ServiceConfig newest, ServiceConfig old) {
        if (!newest.balancer().equals(old.balancer())) {
            balancer = Balancers.of(newest.balancer(), runtime.random());
            scheduleRefresh(balancer);
        }
    }

    /** Nobody is left, and nothing changes any more. */
    void end() {
        over = true;
        known = List.of();
        swap(List.of());
    }

    /** The endpoints that this process uses. */
    private List<Endpoint> part(ServiceConfig of) {
        if (of.subsetting().size() > 0 && seed == 0) {
            seed = runtime.random().nextLong();
        }
        return Subsetting.choose(known, of.subsetting().size(), seed);
    }

    private boolean swap(List<Endpoint> newest) {
        if (!members.swap(newest)) {
            return false;
        }
        endpoints = arranged(cluster.config());
        cluster.membersChanged();
        members.takeGone().forEach(cluster::left);
        return true;
    }

    private Endpoints arranged(ServiceConfig now) {
        Spread spread = Spreads.of(now);
        long nanos = runtime.ticker().nanos();
        return Endpoints.of(
                members.all(),
                now.subset(),
                part -> Arrangement.of(balancer, spread, part, nanos),
                neighbourhood.callers(now.locality()),
                neighbourhood.loads());
    }

    /** The health of an endpoint changed: spreads calls anew. Returns at once; the writer does it. */
    void replan() {
        if (replanDue.compareAndSet(false, true)) { // one that is due sees what has changed until then
            writer.execute(() -> {
                replanDue.set(false);
                planAnew(cluster.config());
            });
        }
    }

    private void planAnew(ServiceConfig now) {
        endpoints = endpoints.replanned(neighbourhood.callers(now.locality()), neighbourhood.loads());
    }

    /** Where the callers are, and how busy zones are, changes while nothing else here does. */
    private void followNeighbours(ServiceConfig of) {
        if (Neighbourhood.moves(of.locality())) {
            runtime.timers().schedule(Neighbourhood.PERIOD_NANOS, () -> writer.execute(() -> look(of)));
        }
    }

    private void look(ServiceConfig of) {
        if (!over && cluster.config() == of) {
            neighbourhood.listen(
                    of.locality(),
                    endpoints.all().arrangement(),
                    runtime.ticker().nanos());
            planAnew(of);
            followNeighbours(of);
        }
    }

    /** Some balancers learn even while nothing changes; what they learnt comes in here, never on the way of a call. */
    private void scheduleRefresh(Balancer refreshed) {
        if (refreshed.refreshNanos() > 0) {
            runtime.timers().schedule(refreshed.refreshNanos(), () -> writer.execute(() -> refresh(refreshed)));
        }
    }

    private void refresh(Balancer refreshed) {
        if (!over && balancer == refreshed) {
            endpoints = arranged(cluster.config());
            scheduleRefresh(refreshed);
        }
    }

    boolean wantsReports() {
        return balancer.wantsReports() || Neighbourhood.listens(cluster.config().locality());
    }

    void reported(EndpointState endpoint, @Nullable LoadReport report, boolean failed, long nowNanos) {
        Balancer now = balancer;
        if (report != null && !failed) {
            endpoint.reported(report, now.weight(report), now.expiryNanos(), nowNanos);
        }
        now.ended(endpoint, report, failed, nowNanos);
    }
}
