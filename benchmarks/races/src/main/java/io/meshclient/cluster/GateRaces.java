package io.meshclient.cluster;

import static io.meshclient.races.Frozen.NOW;
import static io.meshclient.races.Frozen.RUNTIME;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.meshclient.guard.ConcurrencyCap;
import io.meshclient.policy.CallPriority;
import io.meshclient.policy.LimitAlgorithm;
import io.meshclient.policy.ServiceConfig;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Calls enter a service: its cap, its limit with the shares of priorities, its rate. */
public class GateRaces {

    private GateRaces() {}

    private static int enter(ServiceGate gate, CallPriority priority) {
        return gate.enter(priority, 0, NOW) == null ? 1 : 0;
    }

    /** Two places, of which a sheddable call may use the first only: it never costs another call its place. */
    @JCStressTest
    @State
    @Outcome(
            id = {"1, 1, 2", "0, 1, 1"},
            expect = ACCEPTABLE,
            desc = "the other one always gets in")
    public static class Shares {
        private static final ServiceConfig CONFIG = ServiceConfig.of(
                "orders",
                orders -> orders.endpoints("a:1")
                        .limit(limit -> limit.serviceAlgorithm(LimitAlgorithm.STATIC)
                                .serviceInitial(2)
                                .sheddablePercent(50)));
        private final ConcurrencyCap calls = new ConcurrencyCap();
        private final ServiceGate gate = ServiceGate.of(calls, CONFIG, RUNTIME);

        @Actor
        public void sheddable(III_Result r) {
            r.r1 = enter(gate, CallPriority.SHEDDABLE);
        }

        @Actor
        public void critical(III_Result r) {
            r.r2 = enter(gate, CallPriority.CRITICAL);
        }

        @Arbiter
        public void arbiter(III_Result r) {
            r.r3 = calls.inUse();
        }
    }

    /** One place: who does not get it takes nothing, and a refusal by the rate gives the place back. */
    @JCStressTest
    @State
    @Outcome(
            id = {"1, 0, 1", "0, 1, 1"},
            expect = ACCEPTABLE,
            desc = "one gets in")
    public static class CapAndRate {
        private static final ServiceConfig CONFIG = ServiceConfig.of(
                "orders",
                orders -> orders.endpoints("a:1")
                        .maxConcurrentCalls(2)
                        .rateLimit(rate -> rate.calls(1).period(Duration.ofSeconds(1))));
        private final ConcurrencyCap calls = new ConcurrencyCap();
        private final ServiceGate gate = ServiceGate.of(calls, CONFIG, RUNTIME);

        @Actor
        public void one(III_Result r) {
            r.r1 = enter(gate, CallPriority.DEFAULT);
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = enter(gate, CallPriority.DEFAULT);
        }

        @Arbiter
        public void arbiter(III_Result r) {
            r.r3 = calls.inUse();
        }
    }

    /** The configuration changes between two calls: they are counted under one cap all the same. */
    @JCStressTest
    @State
    @Outcome(
            id = {"1, 0, 1", "0, 1, 1"},
            expect = ACCEPTABLE,
            desc = "one gets in")
    public static class CapAcrossGates {
        private static final ServiceConfig CONFIG =
                ServiceConfig.of("orders", orders -> orders.endpoints("a:1").maxConcurrentCalls(1));
        private final ConcurrencyCap calls = new ConcurrencyCap();
        private final ServiceGate gate = ServiceGate.of(calls, CONFIG, RUNTIME);
        private final ServiceGate newest = gate.under(CONFIG);

        @Actor
        public void one(III_Result r) {
            r.r1 = enter(gate, CallPriority.DEFAULT);
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = enter(newest, CallPriority.DEFAULT);
        }

        @Arbiter
        public void arbiter(III_Result r) {
            r.r3 = calls.inUse();
        }
    }
}
