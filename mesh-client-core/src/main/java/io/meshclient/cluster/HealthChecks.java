package io.meshclient.cluster;

import io.meshclient.cluster.HealthProbe.Result;
import io.meshclient.policy.HealthCheckPolicy;
import io.meshclient.policy.ServiceConfig;
import io.meshclient.time.MeshRuntime;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Active health checks of a cluster. They begin with its first call: a mesh that knows two hundred services and calls three
 * need not check the rest. Which endpoints are checked is the writer's business; checks run on timers and on the probe's own
 * threads, never in a call.
 */
final class HealthChecks {

    private final Cluster cluster;
    private final Ejections ejections;
    private final MeshRuntime runtime;
    private final HealthProbe probe;
    private final Executor writer;
    private final Map<EndpointState, EndpointCheck> checks = new ConcurrentHashMap<>(); // changed by the writer
    private volatile boolean used;
    private volatile boolean closed;

    HealthChecks(Cluster cluster, Ejections ejections, MeshRuntime runtime, HealthProbe probe, Executor writer) {
        this.cluster = cluster;
        this.ejections = ejections;
        this.runtime = runtime;
        this.probe = probe;
        this.writer = writer;
    }

    /** A call came. */
    void used() {
        if (!used) {
            used = true;
            if (areOn()) {
                runtime.timers().schedule(0, () -> writer.execute(this::refresh)); // not at this call's cost
            }
        }
    }

    /** Whether endpoints are checked, so that those who join have to pass a check first. */
    boolean areOn() {
        return used
                && !closed
                && probe != HealthProbe.NONE
                && cluster.config().healthCheck().isOn();
    }

    /** The writer's: the members, or what is decided about them, may have changed. */
    void refresh() {
        List<EndpointState> states = areOn() ? cluster.states() : List.of();
        if (states.isEmpty() && checks.isEmpty()) {
            return;
        }
        Set<EndpointState> members = new HashSet<>(states);
        checks.entrySet().removeIf(entry -> {
            boolean over = !members.contains(entry.getKey());
            if (over) {
                entry.getValue().close();
            }
            return over;
        });
        states.forEach(state -> checks.computeIfAbsent(state, this::begin));
    }

    private EndpointCheck begin(EndpointState state) {
        ServiceConfig config = cluster.config();
        HealthCheckPolicy policy = config.healthCheck();
        String scheme = policy.request().scheme();
        HealthProbe.Target target =
                new HealthProbe.Target(config.name(), scheme.isEmpty() ? config.scheme() : scheme, state, policy);
        EndpointCheck check = new EndpointCheck(
                probe, target, runtime, result -> heard(state, policy, result), () -> pause(state, policy));
        check.after(random(policy.schedule().initialSpread()));
        return check;
    }

    private void heard(EndpointState state, HealthCheckPolicy policy, Result result) {
        if (result != Result.NOTHING) {
            ejections.checked(state, policy, result);
        }
    }

    private long pause(EndpointState state, HealthCheckPolicy policy) {
        HealthCheckPolicy.Schedule schedule = policy.schedule();
        Duration interval = state.isUnwell() ? schedule.unhealthyInterval() : schedule.interval();
        return interval.toNanos() + random(schedule.jitter());
    }

    private long random(Duration most) {
        return (long) (runtime.random().nextDouble() * most.toNanos());
    }

    /** The writer's: begins anew under another policy; what the old checks said counts no longer. */
    void restart() {
        end();
        cluster.states().forEach(EndpointState::forgetChecks);
        refresh();
    }

    /** Ends all of them at once, for good. */
    void close() {
        closed = true;
        end();
    }

    private void end() {
        checks.values().forEach(EndpointCheck::close);
        checks.clear();
    }
}
