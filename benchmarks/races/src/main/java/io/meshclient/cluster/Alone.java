package io.meshclient.cluster;

import static io.meshclient.races.Frozen.NOW;
import static io.meshclient.races.Frozen.SECOND;

import io.meshclient.endpoint.Endpoint;
import io.meshclient.guard.Admission;
import io.meshclient.guard.Ejection;
import io.meshclient.guard.Findings;
import io.meshclient.guard.IntervalClock;
import io.meshclient.guard.LimitRules;
import io.meshclient.guard.OutlierRules;
import io.meshclient.guard.Standing;
import io.meshclient.observe.EndpointStatus;
import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.Verdict;
import org.jspecify.annotations.Nullable;

/** An endpoint without a cluster, whose terms the test decides. */
final class Alone implements EndpointListener {

    static final OutlierRules.Envoy RULES = new OutlierRules.Envoy(
            5, 0, 0, false, new IntervalClock(NOW, SECOND), new Ejection.Times(30 * SECOND, 300 * SECOND, 0, SECOND));

    private static final Endpoint ENDPOINT = Endpoint.parse("a:1");

    final EndpointState state = new EndpointState(ENDPOINT, this);
    private volatile Standing.Terms terms;

    Alone(int limit) {
        terms = terms(limit);
    }

    /** With a limit of calls under way; 0 for none. Failed connections are held off for a second. */
    static Standing.Terms terms(int limit) {
        LimitRules rules = limit == 0 ? null : new LimitRules.Fixed(limit);
        return new Standing.Terms(RULES, SECOND, 60 * SECOND, rules, null);
    }

    /** As a configuration that is swapped does it: first what new endpoints ask, then what known ones are told. */
    void decide(Standing.Terms newest) {
        terms = newest;
        state.adopt(newest);
    }

    /** Null if it is refused. */
    @Nullable
    Admission admit(long now) {
        return state.admit(now, false) instanceof Admission admission ? admission : null;
    }

    Admission admitted() {
        return (Admission) state.admit(NOW, true);
    }

    /** Whether pickers, who look at a flag first, see it as it is. */
    boolean isSeenAsItIs() {
        EndpointStatus seen = state.isEjected()
                ? EndpointStatus.EJECTED
                : state.heldOff(NOW) ? EndpointStatus.HELD_OFF : EndpointStatus.AVAILABLE;
        return seen == state.status();
    }

    @Override
    public Standing.Terms terms() {
        return terms;
    }

    @Override
    public void found(EndpointState endpoint, Findings findings, long nowNanos) {}

    @Override
    public void learned(Outcome outcome, Verdict verdict, long nowNanos) {}

    @Override
    public void saysUnhealthy(EndpointState endpoint) {}
}
