package io.meshclient.cluster;

import io.meshclient.guard.IntervalClock;
import io.meshclient.guard.OutlierRules;
import io.meshclient.guard.SuccessRates;
import io.meshclient.outcome.EjectionReason;
import io.meshclient.policy.OutlierPolicy;
import io.meshclient.policy.OutlierRatePolicy;
import io.meshclient.time.MeshRuntime;
import io.meshclient.time.Timers.Timer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of a cluster's endpoints at the end of each interval, by Envoy's rules: success rates, then failure
 * percentages, of responses and then, if those are counted apart, of attempts without one. It runs in the cluster's writer,
 * never in a call, looks at each endpoint a few times and allocates nothing unless it finds one.
 *
 * <p>Its timer runs only while there is something to compare: a call starts it, if there are enough endpoints, and an interval
 * without calls ends it.
 */
final class OutlierPass {

    private final Cluster cluster;
    private final Ejections ejections;
    private final MeshRuntime runtime;
    private final Executor writer;
    private final AtomicBoolean armed = new AtomicBoolean();
    private final SuccessRates rates = new SuccessRates(); // the writer's alone
    private volatile @Nullable Timer timer;
    private volatile boolean closed;

    OutlierPass(Cluster cluster, Ejections ejections, MeshRuntime runtime, Executor writer) {
        this.cluster = cluster;
        this.ejections = ejections;
        this.runtime = runtime;
        this.writer = writer;
    }

    /** A call was counted; most often the timer runs already. */
    void counted(IntervalClock clock, long nowNanos) {
        if (!armed.get() && isWorthwhile() && armed.compareAndSet(false, true)) {
            arm(clock, nowNanos);
        }
    }

    private boolean isWorthwhile() {
        int hosts = cluster.states().size();
        OutlierPolicy policy = cluster.config().outlier();
        return !closed
                && hosts > 1
                && (applies(policy.successRate(), hosts) || applies(policy.failurePercentage(), hosts));
    }

    private static boolean applies(OutlierRatePolicy rule, int hosts) {
        return rule.minimumHosts() > 0 && hosts >= rule.minimumHosts();
    }

    private void arm(IntervalClock clock, long nowNanos) {
        timer = runtime.timers().schedule(clock.untilNext(nowNanos), () -> writer.execute(this::run));
    }

    /** The cluster is gone. */
    void close() {
        closed = true;
        Timer last = timer;
        if (last != null) {
            last.cancel();
        }
    }

    private void run() {
        long now = runtime.ticker().nanos();
        if (!isWorthwhile() || !(ejections.terms().rules() instanceof OutlierRules.Envoy rules)) {
            armed.set(false);
            return;
        }
        compare(false, now);
        if (rules.splitLocalOrigin()) {
            compare(true, now);
        }
        if (isBusy(now)) {
            arm(rules.clock(), now);
        } else {
            armed.set(false);
        }
    }

    private boolean isBusy(long now) {
        for (EndpointState state : cluster.states()) {
            if (state.isBusy(now)) {
                return true;
            }
        }
        return false;
    }

    private void compare(boolean local, long now) {
        List<EndpointState> states = cluster.states();
        OutlierPolicy policy = cluster.config().outlier();
        if (applies(policy.successRate(), states.size())) {
            bySuccessRate(states, policy.successRate(), local, now);
        }
        if (applies(policy.failurePercentage(), states.size())) {
            byFailurePercentage(states, policy.failurePercentage(), local, now);
        }
    }

    private void bySuccessRate(List<EndpointState> states, OutlierRatePolicy rule, boolean local, long now) {
        rates.clear();
        for (EndpointState state : states) {
            rates.add(state.lastPercent(local, rule.requestVolume(), now));
        }
        if (rates.count() < rule.minimumHosts()) {
            return;
        }
        for (EndpointState state : states) {
            rates.addDeviation(state.lastPercent(local, rule.requestVolume(), now));
        }
        double limit = rates.limit(rule.limit());
        for (EndpointState state : states) {
            double percent = state.lastPercent(local, rule.requestVolume(), now);
            if (percent < limit) {
                ejections.found(
                        state,
                        local ? EjectionReason.LOCAL_ORIGIN_SUCCESS_RATE : EjectionReason.SUCCESS_RATE,
                        text("success rate %.1f %% below %.1f %%", percent, limit, local),
                        now);
            }
        }
    }

    private void byFailurePercentage(List<EndpointState> states, OutlierRatePolicy rule, boolean local, long now) {
        int hosts = 0;
        for (EndpointState state : states) {
            hosts += Double.isNaN(state.lastPercent(local, rule.requestVolume(), now)) ? 0 : 1;
        }
        if (hosts < rule.minimumHosts()) {
            return;
        }
        for (EndpointState state : states) {
            double failed = 100 - state.lastPercent(local, rule.requestVolume(), now);
            if (failed >= rule.limit()) {
                ejections.found(
                        state,
                        local ? EjectionReason.LOCAL_ORIGIN_FAILURE_PERCENTAGE : EjectionReason.FAILURE_PERCENTAGE,
                        text("failures %.1f %%, limit %.1f %%", failed, rule.limit(), local),
                        now);
            }
        }
    }

    private static String text(String format, double found, double limit, boolean local) {
        return String.format(Locale.ROOT, format, found, limit) + (local ? " in attempts without a response" : "");
    }
}
