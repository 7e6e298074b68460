package io.meshclient.cluster;

import io.meshclient.guard.Ejection;
import io.meshclient.guard.Findings;
import io.meshclient.guard.IntervalClock;
import io.meshclient.guard.OutlierRules;
import io.meshclient.guard.Standing;
import io.meshclient.observe.EndpointEvent;
import io.meshclient.observe.EndpointEvent.Change;
import io.meshclient.observe.EndpointStatus;
import io.meshclient.observe.MeshObserver;
import io.meshclient.outcome.EjectionReason;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.HealthCheckPolicy;
import io.meshclient.policy.LinkerdPolicy;
import io.meshclient.policy.OutlierMode;
import io.meshclient.policy.OutlierPolicy;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.time.MeshRuntime;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Outlier detection over a cluster: who may be ejected, and when each comes back. Ejections and returns are rare, so they
 * share a lock; after each, the cluster spreads its calls anew.
 */
final class Ejections implements EndpointListener {

    private final Cluster cluster;
    private final MeshRuntime runtime;
    private final MeshObserver observer;
    private final ReentrantLock lock = new ReentrantLock();
    private final OutlierPass pass;
    private final long bornNanos;
    private volatile Standing.Terms terms;

    Ejections(Cluster cluster, MeshRuntime runtime, MeshObserver observer, Executor writer) {
        this.cluster = cluster;
        this.runtime = runtime;
        this.observer = observer;
        this.pass = new OutlierPass(cluster, this, runtime, writer);
        this.bornNanos = runtime.ticker().nanos();
        this.terms = termsOf(cluster.config());
    }

    private Standing.Terms termsOf(ServiceConfig config) {
        OutlierPolicy policy = config.outlier();
        return new Standing.Terms(
                rulesOf(policy),
                policy.holdOff().toNanos(),
                policy.maxHoldOff().toNanos(),
                Limits.ofEndpoint(config.limit(), runtime.random()),
                Breakers.ofEndpoint(config.breaker(), runtime.ticker()));
    }

    private @Nullable OutlierRules rulesOf(OutlierPolicy policy) {
        if (!policy.enabled()) {
            return null;
        }
        LinkerdPolicy linkerd = policy.linkerd();
        if (policy.mode() == OutlierMode.LINKERD) {
            return new OutlierRules.Linkerd(
                    linkerd.maxFailures(),
                    linkerd.minSuccessRate(),
                    linkerd.minRequests(),
                    linkerd.minPenalty().toNanos(),
                    linkerd.maxPenalty().toNanos(),
                    linkerd.jitterRatio());
        }
        long interval = policy.interval().toNanos();
        return new OutlierRules.Envoy(
                policy.consecutive().failures(),
                policy.consecutive().gatewayFailures(),
                policy.consecutive().localOriginFailures(),
                policy.consecutive().splitLocalOrigin(),
                new IntervalClock(bornNanos, interval),
                new Ejection.Times(
                        policy.ejection().baseTime().toNanos(),
                        policy.ejection().maxTime().toNanos(),
                        policy.ejection().jitter().toNanos(),
                        interval));
    }

    @Override
    public Standing.Terms terms() {
        return terms;
    }

    @Override
    public void found(EndpointState endpoint, Findings findings, long nowNanos) {
        if (findings != Findings.NONE) {
            tell(endpoint, findings, nowNanos);
        }
        if (terms.rules() instanceof OutlierRules.Envoy envoy) {
            pass.counted(envoy.clock(), nowNanos);
        }
    }

    @Override
    public void learned(Outcome outcome, Verdict verdict, long nowNanos) {
        cluster.gate().learn(outcome, verdict, nowNanos);
    }

    private void tell(EndpointState endpoint, Findings findings, long nowNanos) {
        if (findings.heldOffNanos() > 0) {
            tell(endpoint, Change.HELD_OFF, "a connection failed", findings.heldOffNanos());
        }
        if (findings.back()) {
            tell(endpoint, Change.BACK, "", 0);
            wakeOthers(endpoint, nowNanos);
        }
        if (findings.proven()) {
            proven(endpoint);
        }
        if (findings.breaker() != null) {
            boolean opened = findings.breaker().equals("OPEN");
            long length = opened ? cluster.config().breaker().openTime().toNanos() : 0;
            tell(endpoint, opened ? Change.BREAKER_OPENED : Change.BREAKER_CLOSED, "", length);
        }
        for (EjectionReason rule : findings.broken()) {
            found(endpoint, rule, endpoint.describe(rule, nowNanos), nowNanos);
        }
    }

    /**
     * The first that is back when nobody was there: what was wrong with all is probably over for all. Otherwise it would
     * carry the whole load alone until their times are up, which after a long outage are a minute long.
     */
    private void wakeOthers(EndpointState first, long nowNanos) {
        for (EndpointState other : cluster.states()) {
            if (other != first && other.status() == EndpointStatus.AVAILABLE) {
                return;
            }
        }
        cluster.states().forEach(state -> state.wake(nowNanos));
    }

    /** A rule has found an endpoint: ejects it if that is allowed and the rule is enforced, and tells what became of it. */
    void found(EndpointState endpoint, EjectionReason rule, String why, long nowNanos) {
        OutlierRules now = terms.rules();
        OutlierPolicy policy = cluster.config().outlier();
        if (now == null || endpoint.isEjected()) {
            return;
        }
        boolean enforced = enforced(policy, rule);
        long length = 0;
        boolean allowed;
        lock.lock();
        try {
            allowed = mayEject(policy);
            if (allowed && enforced) {
                length = endpoint.eject(now, why, nowNanos, runtime.random());
            }
        } finally {
            lock.unlock();
        }
        if (length > 0) {
            cluster.replan();
            runtime.timers().schedule(length, () -> restore(endpoint, false));
            tell(endpoint, Change.EJECTED, why, length, rule);
        } else if (!allowed) {
            endpoint.pardon(rule, nowNanos);
            tell(endpoint, Change.EJECTION_SPARED, why + ", but too many are ejected, or it is the last", 0, rule);
        } else if (!enforced) {
            tell(endpoint, Change.EJECTION_NOT_ENFORCED, why, 0, rule);
        }
    }

    /** Throws the dice of a rule that is enforced in part. */
    private boolean enforced(OutlierPolicy policy, EjectionReason rule) {
        boolean envoy = policy.mode() == OutlierMode.ENVOY;
        int percent = envoy ? enforcing(policy, rule) : 100;
        return percent >= 100 || percent > 0 && 100 * runtime.random().nextDouble() < percent;
    }

    private static int enforcing(OutlierPolicy policy, EjectionReason rule) {
        return switch (rule) {
            case CONSECUTIVE_FAILURES -> policy.consecutive().enforcingFailures();
            case CONSECUTIVE_GATEWAY_FAILURES -> policy.consecutive().enforcingGatewayFailures();
            case CONSECUTIVE_LOCAL_ORIGIN_FAILURES -> policy.consecutive().enforcingLocalOriginFailures();
            case SUCCESS_RATE -> policy.successRate().enforcing();
            case LOCAL_ORIGIN_SUCCESS_RATE -> policy.successRate().enforcingLocalOrigin();
            case FAILURE_PERCENTAGE -> policy.failurePercentage().enforcing();
            case LOCAL_ORIGIN_FAILURE_PERCENTAGE -> policy.failurePercentage().enforcingLocalOrigin();
            case FAILED_PROBE -> 100;
        };
    }

    private boolean mayEject(OutlierPolicy policy) {
        int ejected = 0;
        int usable = 0;
        int hosts = 0;
        for (EndpointState state : cluster.states()) {
            hosts++;
            ejected += state.isEjected() ? 1 : 0;
            usable += state.trusted() ? 1 : 0;
        }
        return Ejection.allowed(hosts, ejected, usable, policy.ejection().maxPercent());
    }

    private void restore(EndpointState endpoint, boolean early) {
        Standing.Return becomes;
        lock.lock();
        try {
            becomes = endpoint.restore(runtime.ticker().nanos(), early);
        } finally {
            lock.unlock();
        }
        if (becomes != Standing.Return.NONE && !endpoint.isRemoved()) {
            cluster.replan();
        }
        if (becomes == Standing.Return.BACK) {
            proven(endpoint);
        }
    }

    private void proven(EndpointState endpoint) {
        if (!endpoint.isRemoved()) {
            tell(endpoint, Change.RESTORED, "", 0);
        }
    }

    /** What is switched off, or decided by other rules now, ends for those whom it had hit. */
    void reconfigured(ServiceConfig newest, ServiceConfig before) {
        Standing.Terms now = termsOf(newest);
        terms = now;
        boolean over = now.rules() == null
                || newest.outlier().mode() != before.outlier().mode();
        for (EndpointState state : cluster.states()) {
            if (over && state.isEjected()) {
                restore(state, true);
            }
            state.adopt(now);
        }
    }

    /** An active check has ended. */
    void checked(EndpointState endpoint, HealthCheckPolicy policy, HealthProbe.Result result) {
        boolean news = endpoint.checked(result, policy);
        if (news) {
            cluster.replan();
            tell(endpoint, endpoint.isUnwell() ? Change.UNHEALTHY : Change.HEALTHY, result.detail(), 0);
        }
        long now = runtime.ticker().nanos();
        if (news && !endpoint.isUnwell()) {
            endpoint.startSlowly(cluster.config().slowStart(), now);
        }
        boolean unejects = cluster.config().outlier().ejection().successfulCheckUnejects();
        if (result.passed() && !endpoint.isUnwell() && unejects && endpoint.isEjected()) {
            restore(endpoint, true);
        }
    }

    @Override
    public void saysUnhealthy(EndpointState endpoint) {
        if (!endpoint.failsByItself()) {
            return;
        }
        cluster.replan();
        boolean checked = cluster.isChecked();
        long length =
                checked ? 0 : cluster.config().outlier().ejection().baseTime().toNanos();
        tell(endpoint, Change.UNHEALTHY, "says so itself", length);
        if (!checked) {
            runtime.timers().schedule(length, () -> believeAgain(endpoint));
        }
    }

    /** Nobody checks it, so only time can tell. */
    private void believeAgain(EndpointState endpoint) {
        boolean checked = cluster.isChecked();
        if (!checked && endpoint.forgetChecks()) {
            cluster.replan();
            if (!endpoint.isRemoved()) {
                tell(endpoint, Change.HEALTHY, "its time is up", 0);
            }
        }
    }

    /** The cluster is gone. */
    void close() {
        pass.close();
    }

    private void tell(EndpointState endpoint, Change change, String detail, long forNanos) {
        observer.endpointChanged(new EndpointEvent(cluster.name(), endpoint.key(), change, detail, forNanos));
    }

    private void tell(EndpointState endpoint, Change change, String detail, long forNanos, EjectionReason rule) {
        observer.endpointChanged(new EndpointEvent(cluster.name(), endpoint.key(), change, detail, forNanos, rule));
    }
}
