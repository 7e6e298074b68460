package io.meshclient.cluster;

import io.meshclient.balance.Arrangement;
import io.meshclient.balance.Balancer;
import io.meshclient.balance.LevelShare;
import io.meshclient.balance.PickArgs;
import io.meshclient.balance.Spread;
import io.meshclient.balance.Subsetting;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.guard.ConcurrencyCap;
import io.meshclient.guard.ServiceBreaker;
import io.meshclient.observe.MeshObserver;
import io.meshclient.observe.ServiceEvent;
import io.meshclient.observe.ServiceEvent.Change;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.policy.BreakerPolicy;
import io.meshclient.policy.CallPriority;
import io.meshclient.policy.HedgePolicy;
import io.meshclient.policy.RetryBudgetPolicy;
import io.meshclient.policy.RetryBudgetType;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.stats.ConcurrencyBudget;
import io.meshclient.stats.LoadReport;
import io.meshclient.stats.RetryBudget;
import io.meshclient.stats.TokenBudget;
import io.meshclient.time.Internal;
import io.meshclient.time.MeshRuntime;
import io.meshclient.time.SerialExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final Members members;
    private final Neighbourhood neighbourhood;
    private final ClusterStats stats;
    private final CompletableFuture<Boolean> answered = new CompletableFuture<>();
    private final AtomicBoolean replanDue = new AtomicBoolean();

    private volatile ServiceConfig config;
    private volatile Endpoints endpoints;
    private volatile Balancer balancer;
    private volatile @Nullable LoadProbes probes;
    private volatile @Nullable RetryBudget budget;
    private volatile Hedges hedges;
    private volatile @Nullable ServiceBreaker breaker;
    private volatile ServiceGate gate;
    private volatile boolean removed;
    private boolean heard; // this and what follows is owned by the writer
    private volatile List<Endpoint> known = List.of(); // views read it
    private long seed; // of this process's part of the endpoints; 0 as long as nobody wants a part

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
        this.config = config;
        this.stats = new ClusterStats(this, runtime.ticker());
        this.ejections = new Ejections(this, runtime, observer, writer);
        this.checks = new HealthChecks(this, ejections, runtime, mesh.probe(), writer);
        this.members = new Members(this::join);
        this.neighbourhood = new Neighbourhood(mesh.peers());
        this.loads = mesh.loads();
        this.balancer = Balancers.of(config.balancer(), runtime.random());
        this.probes = LoadProbes.of(this, runtime, loads, config);
        this.endpoints = arranged(config);
        scheduleRefresh(balancer);
        followNeighbours(config);
        this.budget = newBudget(config.retry().budget());
        this.hedges = new Hedges(config.hedge(), runtime.ticker());
        this.breaker = newBreaker(config.breaker());
        this.gate = ServiceGate.of(calls, config, runtime);
        observer.serviceChanged(new ServiceEvent(name, Change.ADDED, "", stats));
    }

    private @Nullable RetryBudget newBudget(RetryBudgetPolicy policy) {
        if (!policy.enabled()) {
            return null;
        }
        return policy.type() == RetryBudgetType.TOKENS
                ? new TokenBudget(policy.ratio(), policy.reserve(), policy.ttl().toNanos())
                : new ConcurrencyBudget(policy.percent(), policy.minConcurrency(), calls::inUse);
    }

    private @Nullable ServiceBreaker newBreaker(BreakerPolicy policy) {
        ServiceBreaker.Limits limits = Breakers.ofService(policy);
        return limits == null ? null : new ServiceBreaker(name, limits, runtime.ticker(), this::breakerChanged);
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
        return config;
    }

    /**
     * The retry budget.
     *
     * @return null if retries are not budgeted
     */
    public @Nullable RetryBudget budget() {
        return budget;
    }

    /**
     * When calls are hedged.
     *
     * @return null if hedging is off
     */
    public @Nullable Hedging hedging() {
        return hedges.configured();
    }

    /**
     * When a call is hedged that may want something else than what is configured.
     *
     * @param asked the policy of this cluster's configuration, or one of the call's own
     * @return null if the call is not hedged
     */
    public @Nullable Hedging hedging(HedgePolicy asked) {
        return asked == config.hedge() ? hedges.configured() : hedges.as(asked);
    }

    /**
     * The breaker.
     *
     * @return null if it is not switched on
     */
    public @Nullable ServiceBreaker breaker() {
        return breaker;
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
        return gate.enter(priority, rateKey, nowNanos);
    }

    ServiceGate gate() {
        return gate;
    }

    /**
     * The share of calls of the usual priority that admission control refuses at this moment.
     *
     * @param nowNanos the time
     * @return 0 to 1; 0 if it is off
     */
    public double shedding(long nowNanos) {
        return gate.shedding(nowNanos);
    }

    /**
     * How many calls may be under way at this moment.
     *
     * @return the service's limit, or its cap if that is less; 0 if there is neither
     */
    public int limit() {
        return gate.limit();
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
                state.startSlowly(config.slowStart(), runtime.ticker().nanos());
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
        return Selection.hasUntried(endpoints, args);
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
            known = set.endpoints();
            if (swap(part(config)) || first) {
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
            ServiceConfig old = config;
            if (removed || newest.equals(old)) {
                return;
            }
            config = newest;
            if (!newest.retry().budget().equals(old.retry().budget())) {
                budget = newBudget(newest.retry().budget());
            }
            if (!newest.hedge().equals(old.hedge())) {
                hedges = new Hedges(newest.hedge(), runtime.ticker());
            }
            if (!newest.breaker().equals(old.breaker())) {
                breaker = newBreaker(newest.breaker());
            }
            if (!newest.balancer().equals(old.balancer())) {
                balancer = Balancers.of(newest.balancer(), runtime.random());
                scheduleRefresh(balancer);
            }
            probes = LoadProbes.of(this, runtime, loads, newest);
            gate = gate.under(newest);
            ejections.reconfigured(newest, old);
            if (!newest.healthCheck().equals(old.healthCheck())) {
                checks.restart();
            }
            if (newest.subsetting().equals(old.subsetting()) || !swap(part(newest))) {
                endpoints = arranged(newest);
            }
            followNeighbours(newest);
            observer.serviceChanged(new ServiceEvent(name, Change.RECONFIGURED, "", stats));
        });
    }

    /** Ends the cluster: its endpoints drain, calls in flight go on to their end. */
    public void remove() {
        writer.execute(() -> {
            if (!removed) {
                removed = true;
                probes = null;
                known = List.of();
                ejections.close();
                checks.close();
                swap(List.of());
                answered.complete(false);
                observer.serviceChanged(new ServiceEvent(name, Change.REMOVED, "", stats));
            }
        });
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
        endpoints = arranged(config);
        checks.refresh();
        members.takeGone().forEach(state -> state.remove(() -> gone(state)));
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
                planAnew();
            });
        }
    }

    /** Other clusters of the mesh came or went, perhaps the one whose endpoints are our own peers. */
    public void peersChanged() {
        if (Neighbourhood.moves(config.locality())) {
            replan();
        }
    }

    private void planAnew() {
        endpoints = endpoints.replanned(neighbourhood.callers(config.locality()), neighbourhood.loads());
    }

    /** Where the callers are, and how busy zones are, changes while nothing else here does. */
    private void followNeighbours(ServiceConfig of) {
        if (Neighbourhood.moves(of.locality())) {
            runtime.timers()
                    .schedule(
                            Neighbourhood.PERIOD_NANOS,
                            () -> writer.execute(() -> {
                                if (!removed && config == of) {
                                    neighbourhood.listen(
                                            of.locality(),
                                            endpoints.all().arrangement(),
                                            runtime.ticker().nanos());
                                    planAnew();
                                    followNeighbours(of);
                                }
                            }));
        }
    }

    /** Some balancers learn even while nothing changes; what they learnt comes in here, never on the way of a call. */
    private void scheduleRefresh(Balancer refreshed) {
        if (refreshed.refreshNanos() > 0) {
            runtime.timers().schedule(refreshed.refreshNanos(), () -> writer.execute(() -> refresh(refreshed)));
        }
    }

    private void refresh(Balancer refreshed) {
        if (!removed && balancer == refreshed) {
            endpoints = arranged(config);
            scheduleRefresh(refreshed);
        }
    }

    /**
     * Whether responses are to be searched for reports of load.
     *
     * @return false for most balancers, unless zones are chosen by load
     */
    public boolean wantsReports() {
        return balancer.wantsReports() || Neighbourhood.listens(config.locality());
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
        Balancer now = balancer;
        if (report != null && !failed) {
            endpoint.reported(report, now.weight(report), now.expiryNanos(), nowNanos);
        }
        now.ended(endpoint, report, failed, nowNanos);
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
        return endpoints;
    }

    List<EndpointState> states() {
        return endpoints.all().states();
    }

    @Nullable
    EndpointState state(String key) {
        return members.find(key);
    }

    /**
     * How calls are spread over its priorities and zones at this moment.
     *
     * @return immutable, the best priority first
     */
    public List<LevelShare> levels() {
        return endpoints.all().plan().levels();
    }

    /**
     * How many endpoints its source knows.
     *
     * @return all, also those that this process does not use
     */
    public int known() {
        return known.size();
    }

    /**
     * Its endpoints at this moment.
     *
     * @return an immutable picture, in the order of their source
     */
    public List<EndpointView> view() {
        long now = runtime.ticker().nanos();
        List<EndpointView> views = new ArrayList<>();
        endpoints.all().states().forEach(state -> views.add(state.view(now)));
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
