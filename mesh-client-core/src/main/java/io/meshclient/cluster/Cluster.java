package io.meshclient.cluster;

import io.meshclient.balance.LevelShare;
import io.meshclient.balance.PickArgs;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.guard.Breaker;
import io.meshclient.guard.ConcurrencyCap;
import io.meshclient.observe.MeshObserver;
import io.meshclient.observe.ServiceEvent;
import io.meshclient.observe.ServiceEvent.Change;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.policy.CallPriority;
import io.meshclient.policy.HedgePolicy;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.stats.LoadReport;
import io.meshclient.stats.RetryBudget;
import io.meshclient.time.Internal;
import io.meshclient.time.MeshRuntime;
import io.meshclient.time.SerialExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One service at run time. Calls read one immutable snapshot; whatever changes it (endpoints, configuration) goes through
 * one writer, which keeps the states of endpoints that stay, builds the picker, swaps, and tells.
 */
@Internal
public final class Cluster {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    private final String name;
    private final MeshRuntime runtime;
    private final MeshObserver observer;
    private final Consumer<EndpointState> whenGone;
    private final SerialExecutor writer = new SerialExecutor();
    private final ConcurrencyCap calls = new ConcurrencyCap();
    private final Ejections ejections;
    private final HealthChecks checks;
    private final LoadProbe loads;
    private final Placement placement;
    private final ClusterStats stats;
    private final CompletableFuture<Boolean> answered = new CompletableFuture<>();

    private volatile ServiceGuards guards;
    private volatile @Nullable LoadProbes probes;
    private boolean heard; // this and what follows is owned by the writer
    private boolean removed;

    /**
     * A cluster without endpoints.
     *
     * @param config what is decided about it
     * @param runtime time, timers, randomness
     * @param observer hears its events
     * @param whenGone hears of each endpoint that was removed and has no call left
     */
    public Cluster(ServiceConfig config, MeshRuntime runtime, MeshObserver observer, Consumer<EndpointState> whenGone) {
        this(config, runtime, observer, whenGone, name -> null);
    }

    /**
     * A cluster without endpoints, beside others; its endpoints are not checked actively.
     *
     * @param config what is decided about it
     * @param runtime time, timers, randomness
     * @param observer hears its events
     * @param whenGone hears of each endpoint that was removed and has no call left
     * @param peers the mesh's clusters by name; null for one that it does not have
     */
    public Cluster(
            ServiceConfig config,
            MeshRuntime runtime,
            MeshObserver observer,
            Consumer<EndpointState> whenGone,
            Function<String, @Nullable Cluster> peers) {
        this(config, runtime, observer, new Surroundings(whenGone, peers, HealthProbe.NONE, LoadProbe.NONE));
    }

    /**
     * What a cluster knows of the mesh around it.
     *
     * @param whenGone hears of each endpoint that was removed and has no call left
     * @param peers the mesh's clusters by name; null for one that it does not have
     * @param probe makes active health checks
     * @param loads asks endpoints for their load
     */
    public record Surroundings(
            Consumer<EndpointState> whenGone,
            Function<String, @Nullable Cluster> peers,
            HealthProbe probe,
            LoadProbe loads) {}

    /**
     * A cluster without endpoints, in a mesh.
     *
     * @param config what is decided about it
     * @param runtime time, timers, randomness
     * @param observer hears its events
     * @param mesh what is around it
     */
    public Cluster(ServiceConfig config, MeshRuntime runtime, MeshObserver observer, Surroundings mesh) {
        this.name = config.name();
        this.runtime = runtime;
        this.observer = observer;
        this.whenGone = mesh.whenGone();
        this.guards = new ServiceGuards(config, new ServiceGuards.Around(runtime, calls, this::breakerChanged));
        this.stats = new ClusterStats(this, runtime.ticker());
        this.ejections = new Ejections(this, runtime, observer, writer);
        this.checks = new HealthChecks(this, ejections, runtime, mesh.probe(), writer);
        this.loads = mesh.loads();
        this.probes = LoadProbes.of(this, runtime, loads, config);
        this.placement = new Placement(this, new Members(this::join), new Neighbourhood(mesh.peers()), runtime, writer);
        observer.serviceChanged(new ServiceEvent(name, Change.ADDED, "", stats));
    }

    private void breakerChanged(String state) {
        if (state.equals("OPEN")) {
            observer.serviceChanged(new ServiceEvent(name, Change.BREAKER_OPENED, "", stats));
        } else if (state.equals("CLOSED")) {
            observer.serviceChanged(new ServiceEvent(name, Change.BREAKER_CLOSED, "", stats));
        }
    }

    /**
     * The service's name.
     *
     * @return as configured
     */
    public String name() {
        return name;
    }

    /**
     * What is decided about it now.
     *
     * @return immutable
     */
    public ServiceConfig config() {
        return guards.config;
    }

    /**
     * The retry budget.
     *
     * @return null if retries are not budgeted
     */
    public @Nullable RetryBudget budget() {
        return guards.budget;
    }

    /**
     * When calls are hedged.
     *
     * @return null if hedging is off
     */
    public @Nullable Hedging hedging() {
        return guards.hedges.configured();
    }

    /**
     * When a call is hedged that may want something else than what is configured.
     *
     * @param asked the policy of this cluster's configuration, or one of the call's own
     * @return null if the call is not hedged
     */
    public @Nullable Hedging hedging(HedgePolicy asked) {
        ServiceGuards now = guards;
        return asked == now.config.hedge() ? now.hedges.configured() : now.hedges.as(asked);
    }

    /**
     * The breaker.
     *
     * @return null if it is not switched on
     */
    public @Nullable Breaker breaker() {
        return guards.breaker;
    }

    /**
     * Asks for one call's place, before anything else is done for it; a yes takes one of {@link #calls()}, which the caller
     * gives back when the call is over.
     *
     * @param priority of the call
     * @param rateKey what its rate is limited by, if the service's {@code rate-limit.key} tells calls apart
     * @param nowNanos the time
     * @return null for a yes, or why not
     */
    public @Nullable RefusalReason enter(CallPriority priority, long rateKey, long nowNanos) {
        return guards.gate.enter(priority, rateKey, nowNanos);
    }

    ServiceGate gate() {
        return guards.gate;
    }

    /**
     * The share of calls of the usual priority that admission control refuses at this moment.
     *
     * @param nowNanos the time
     * @return 0 to 1; 0 if it is off
     */
    public double shedding(long nowNanos) {
        return guards.gate.shedding(nowNanos);
    }

    /**
     * How many calls may be under way at this moment.
     *
     * @return the service's limit, or its cap if that is less; 0 if there is neither
     */
    public int limit() {
        return guards.gate.limit();
    }

    /**
     * The places under the service's cap.
     *
     * @return taken once per call
     */
    public ConcurrencyCap calls() {
        return calls;
    }

    /**
     * Completed when the source has answered for the first time: true with endpoints, false with a failure or none.
     *
     * @return never completed exceptionally
     */
    public CompletableFuture<Boolean> firstAnswer() {
        return answered;
    }

    /** A new member. One that joins others is new in another way than the first ones: those are all there is. */
    private EndpointState join(Endpoint endpoint) {
        EndpointState state = new EndpointState(endpoint, ejections);
        if (!states().isEmpty()) {
            if (checks.areOn()) {
                state.awaitFirstCheck();
            } else {
                state.startSlowly(config().slowStart(), runtime.ticker().nanos());
            }
        }
        return state;
    }

    /** Ends active health checks at once, and for good; calls go on. */
    public void stopChecks() {
        checks.close();
    }

    /**
     * Chooses an endpoint and asks it, again and again while endpoints refuse. A refusal of all ends the call.
     *
     * @param args the call's side; those who refuse are excluded in it
     * @param nowNanos the time
     * @return the chosen endpoint with its admission, or the refusal
     */
    public Choice admit(PickArgs args, long nowNanos) {
        checks.used();
        LoadProbes asking = probes;
        if (asking != null) {
            asking.attempted();
        }
        return Selection.admit(this, args, nowNanos);
    }

    /**
     * Whether an endpoint that was not tried is available.
     *
     * @param args the call's side
     * @return true if a retry could go elsewhere at once
     */
    public boolean hasUntried(PickArgs args) {
        return Selection.hasUntried(endpoints(), args);
    }

    /**
     * Swaps the endpoints; the same ones again change nothing. Returns at once; the writer does it, possibly on this thread.
     *
     * @param set all of them
     */
    public void update(EndpointSet set) {
        writer.execute(() -> {
            if (removed) {
                return;
            }
            boolean first = !heard;
            heard = true;
            if (placement.update(set.endpoints()) || first) {
                Change change = set.isEmpty() ? Change.NO_ENDPOINTS : Change.ENDPOINTS_CHANGED;
                observer.serviceChanged(new ServiceEvent(name, change, set.toString(), stats));
            }
            answered.complete(!set.isEmpty());
        });
    }

    /** The source failed before its first answer: calls need not wait for it any longer. */
    public void sourceFailed() {
        answered.complete(false);
    }

    /**
     * Swaps the configuration; endpoint states stay, and so do budget and breaker if nothing about them changed.
     *
     * @param newest what is decided now
     */
    public void reconfigure(ServiceConfig newest) {
        writer.execute(() -> {
            ServiceConfig old = config();
            if (removed || newest.equals(old)) {
                return;
            }
            guards = guards.under(newest);
            placement.choose(newest, old);
            probes = LoadProbes.of(this, runtime, loads, newest);
            ejections.reconfigured(newest, old);
            if (!newest.healthCheck().equals(old.healthCheck())) {
                checks.restart();
            }
            placement.reconfigured(newest, old);
            observer.serviceChanged(new ServiceEvent(name, Change.RECONFIGURED, "", stats));
        });
    }

    /** Ends the cluster: its endpoints drain, calls in flight go on to their end. */
    public void remove() {
        writer.execute(() -> {
            if (!removed) {
                removed = true;
                probes = null;
                ejections.close();
                checks.close();
                placement.end();
                answered.complete(false);
                observer.serviceChanged(new ServiceEvent(name, Change.REMOVED, "", stats));
            }
        });
    }

    /** The writer's: there are others now. */
    void membersChanged() {
        checks.refresh();
    }

    /** The writer's: one is no member any more. */
    void left(EndpointState state) {
        state.remove(() -> gone(state));
    }

    /** The health of an endpoint changed: spreads calls anew. Returns at once; the writer does it. */
    void replan() {
        placement.replan();
    }

    /** Other clusters of the mesh came or went, perhaps the one whose endpoints are our own peers. */
    public void peersChanged() {
        if (Neighbourhood.moves(config().locality())) {
            replan();
        }
    }

    /**
     * Whether responses are to be searched for reports of load.
     *
     * @return false for most balancers, unless zones are chosen by load
     */
    public boolean wantsReports() {
        return placement.wantsReports();
    }

    /**
     * An attempt ended, where reports are wanted.
     *
     * @param endpoint who was asked
     * @param report what it said of its load, if it did
     * @param failed whether the attempt counts against it
     * @param nowNanos the time
     */
    public void reported(EndpointState endpoint, @Nullable LoadReport report, boolean failed, long nowNanos) {
        placement.reported(endpoint, report, failed, nowNanos);
    }

    /** Runs in the writer or at the end of a call: neither may suffer from what the other side throws. */
    private void gone(EndpointState state) {
        try {
            whenGone.accept(state);
        } catch (RuntimeException | Error e) {
            LOG.warn("What endpoint {} of service {} leaves behind was not cleared away", state.key(), name, e);
        }
    }

    boolean isChecked() {
        return checks.areOn();
    }

    /** What calls read, newest. */
    Endpoints endpoints() {
        return placement.endpoints();
    }

    List<EndpointState> states() {
        return endpoints().all().states();
    }

    @Nullable
    EndpointState state(String key) {
        return placement.state(key);
    }

    /**
     * How calls are spread over its priorities and zones at this moment.
     *
     * @return immutable, the best priority first
     */
    public List<LevelShare> levels() {
        return endpoints().all().plan().levels();
    }

    /**
     * How many endpoints its source knows.
     *
     * @return all, also those that this process does not use
     */
    public int known() {
        return placement.known();
    }

    /**
     * Its endpoints at this moment.
     *
     * @return an immutable picture, in the order of their source
     */
    public List<EndpointView> view() {
        long now = runtime.ticker().nanos();
        List<EndpointView> views = new ArrayList<>();
        states().forEach(state -> views.add(state.view(now)));
        return List.copyOf(views);
    }

    /**
     * What gauges ask.
     *
     * @return lives on after the cluster
     */
    public ClusterStats stats() {
        return stats;
    }
}
