package io.meshclient.cluster;

import io.meshclient.guard.AdaptiveLimit;
import io.meshclient.guard.AdmissionControl;
import io.meshclient.guard.ConcurrencyCap;
import io.meshclient.guard.LimitRules;
import io.meshclient.guard.RateLimits;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.RefusalReason;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.AdmissionAlgorithm;
import io.meshclient.policy.AdmissionPolicy;
import io.meshclient.policy.CallPriority;
import io.meshclient.policy.RateLimitPolicy;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.time.MeshRuntime;
import org.jspecify.annotations.Nullable;

/**
 * What a service asks of a call before anything else is done for it. What is off costs a look at null. Safe for use by many
 * threads; a change of the configuration makes another one, which goes on with what is known as far as the configuration still
 * asks for it.
 *
 * <p>The order, and why: a place under cap and limit can be given back, so it comes first; admission control only throws dice;
 * what the rate limit gives is gone, so it is asked last.
 */
final class ServiceGate {

    private final ConcurrencyCap calls;
    private final ServiceConfig config;
    private final MeshRuntime runtime;
    private final @Nullable AdaptiveLimit limit;
    private final @Nullable AdmissionControl admission;
    private final @Nullable RateLimits rate;

    private ServiceGate(ConcurrencyCap calls, ServiceConfig config, MeshRuntime runtime, @Nullable ServiceGate before) {
        this.calls = calls;
        this.config = config;
        this.runtime = runtime;
        this.limit = limit(Limits.ofService(config.limit(), runtime.random()), before == null ? null : before.limit);
        this.admission = admission(config.admission(), before == null ? null : before.admission);
        this.rate = rate(config.rateLimit(), runtime.ticker().nanos(), before == null ? null : before.rate);
    }

    static ServiceGate of(ConcurrencyCap calls, ServiceConfig config, MeshRuntime runtime) {
        return new ServiceGate(calls, config, runtime, null);
    }

    /** The gate of a changed configuration. */
    ServiceGate under(ServiceConfig newest) {
        return new ServiceGate(calls, newest, runtime, this);
    }

    private static @Nullable AdaptiveLimit limit(@Nullable LimitRules rules, @Nullable AdaptiveLimit known) {
        if (rules == null) {
            return null;
        }
        return known != null && known.rules().equals(rules) ? known : new AdaptiveLimit(rules);
    }

    private static @Nullable AdmissionControl admission(AdmissionPolicy policy, @Nullable AdmissionControl known) {
        if (policy.algorithm() == AdmissionAlgorithm.NONE) {
            return null;
        }
        boolean sre = policy.algorithm() == AdmissionAlgorithm.SRE;
        double windowSeconds = policy.window().toNanos() / 1e9;
        AdmissionControl.Rules rules = new AdmissionControl.Rules(
                sre ? policy.multiplier() : 100.0 / policy.successRateThreshold(),
                sre ? 1 : policy.aggression(),
                policy.maxRejectionPercent() / 100.0,
                policy.rpsThreshold() * windowSeconds,
                policy.window().toNanos(),
                sre);
        return known != null && known.rules().equals(rules) ? known : new AdmissionControl(rules);
    }

    private static @Nullable RateLimits rate(RateLimitPolicy policy, long nowNanos, @Nullable RateLimits known) {
        if (!policy.isOn()) {
            return null;
        }
        RateLimits.Rules rules =
                new RateLimits.Rules(policy.calls(), policy.period().toNanos(), policy.maxKeys());
        return known != null && known.rules().equals(rules) ? known : new RateLimits(rules, nowNanos);
    }

    /** Null for a yes, which has taken a place; or why not, and nothing is taken. */
    @Nullable
    RefusalReason enter(CallPriority priority, long rateKey, long nowNanos) {
        RefusalReason full = takePlace(priority);
        if (full != null) {
            return full;
        }
        RefusalReason no = refusal(priority, rateKey, nowNanos);
        if (no != null) {
            calls.giveBack();
        }
        return no;
    }

    private @Nullable RefusalReason takePlace(CallPriority priority) {
        int cap = config.maxConcurrentCalls();
        AdaptiveLimit adaptive = limit;
        if (adaptive == null) {
            return calls.take(cap) ? null : RefusalReason.TOO_MANY_CALLS;
        }
        int room = adaptive.room(config.limit().percent(priority));
        boolean capIsLess = cap > 0 && cap <= room;
        if (calls.take(capIsLess ? cap : room)) {
            return null;
        }
        return capIsLess ? RefusalReason.TOO_MANY_CALLS : RefusalReason.LIMIT_REACHED;
    }

    private @Nullable RefusalReason refusal(CallPriority priority, long rateKey, long nowNanos) {
        if (admission != null && admission.refuses(weight(priority), nowNanos, runtime.random())) {
            return RefusalReason.SHED;
        }
        return rate != null && !rate.take(rateKey, nowNanos) ? RefusalReason.RATE_LIMIT : null;
    }

    private static AdmissionControl.Weight weight(CallPriority priority) {
        return switch (priority) {
            case CRITICAL -> AdmissionControl.Weight.LAST;
            case DEFAULT -> AdmissionControl.Weight.EVEN;
            case SHEDDABLE -> AdmissionControl.Weight.FIRST;
        };
    }

    /** An attempt's headers came, or it failed before them. */
    void learn(Outcome outcome, Verdict verdict, long nowNanos) {
        if (limit != null) {
            limit.learn(outcome, verdict, calls.inUse(), nowNanos);
        }
        if (admission != null) {
            admission.learn(outcome, verdict, nowNanos);
        }
    }

    /** Calls that may be under way now; 0 for any number. */
    int limit() {
        int cap = config.maxConcurrentCalls();
        if (limit == null) {
            return cap;
        }
        return cap > 0 ? Math.min(cap, limit.limit()) : limit.limit();
    }

    /** The share of calls of the usual priority that admission control refuses. */
    double shedding(long nowNanos) {
        return admission == null ? 0 : admission.probability(nowNanos);
    }
}
