package io.meshclient.cluster;

import static io.meshclient.races.Frozen.NOW;
import static io.meshclient.races.Frozen.RANDOM;
import static io.meshclient.races.Frozen.RUNTIME;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.meshclient.balance.PickArgs;
import io.meshclient.endpoint.Endpoint;
import io.meshclient.endpoint.EndpointSet;
import io.meshclient.guard.Admission;
import io.meshclient.observe.MeshObserver;
import io.meshclient.policy.ServiceConfig;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Calls pick while the cluster's endpoints are swapped. */
public class SnapshotRaces {

    private static final MeshObserver NOBODY = new MeshObserver() {};
    private static final ServiceConfig ORDERS =
            ServiceConfig.of("orders", orders -> orders.endpoints("a:1").balancer("round-robin"));
    private static final EndpointSet A = EndpointSet.of(List.of(Endpoint.parse("a:1")));
    private static final EndpointSet B = EndpointSet.of(List.of(Endpoint.parse("b:1")));
    private static final EndpointSet C_TO_E =
            EndpointSet.of(List.of(Endpoint.parse("c:1"), Endpoint.parse("d:1"), Endpoint.parse("e:1")));

    private SnapshotRaces() {}

    private static Cluster cluster(AtomicInteger gone) {
        Cluster cluster = new Cluster(ORDERS, RUNTIME, NOBODY, state -> gone.incrementAndGet());
        cluster.update(A);
        return cluster;
    }

    /** Every endpoint is exchanged: a call gets an old one or a new one, and is never told that there is none. */
    @JCStressTest
    @State
    @Outcome(
            id = {"a:1", "b:1"},
            expect = ACCEPTABLE,
            desc = "the old one or the new one")
    public static class AllExchanged {
        private final Cluster cluster = cluster(new AtomicInteger());

        @Actor
        public void source() {
            cluster.update(B);
        }

        @Actor
        public void call(L_Result r) {
            EndpointState picked = cluster.admit(new PickArgs(RANDOM), NOW).endpoint();
            r.r1 = picked == null ? "none" : picked.key();
        }
    }

    /** What is read at once belongs together: who is picked is one of those who are there, and as many as there should be. */
    @JCStressTest
    @State
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "whole")
    public static class Whole {
        private final Cluster cluster = cluster(new AtomicInteger());

        @Actor
        public void source() {
            cluster.update(C_TO_E);
        }

        @Actor
        public void call(ZZ_Result r) {
            ClusterSnapshot now = cluster.endpoints().all();
            List<EndpointState> states = now.states();
            EndpointState picked = now.picker().pick(new PickArgs(RANDOM).at(NOW, false, true));
            r.r1 = picked != null && states.contains(picked);
            r.r2 = states.size() == (states.get(0).key().equals("a:1") ? 1 : 3);
        }
    }

    /** A service is removed under a call: its endpoint is let go once, when the call has ended. */
    @JCStressTest
    @State
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "admitted or not, let go once")
    public static class ServiceRemoved {
        private final AtomicInteger gone = new AtomicInteger();
        private final Cluster cluster = cluster(gone);

        @Actor
        public void remove() {
            cluster.remove();
        }

        @Actor
        public void call(II_Result r) {
            Admission admission = cluster.admit(new PickArgs(RANDOM), NOW).admission();
            if (admission != null) {
                r.r1 = 1;
                admission.end();
            }
        }

        @Arbiter
        public void arbiter(II_Result r) {
            r.r2 = gone.get();
        }
    }

    /** Two sources at once, or one that tells twice: all of what one of them said holds, and who is not in it is let go. */
    @JCStressTest
    @State
    @Outcome(
            id = {"1, 4", "3, 2"},
            expect = ACCEPTABLE,
            desc = "the later one, and all others let go")
    public static class TwoUpdates {
        private final AtomicInteger gone = new AtomicInteger();
        private final Cluster cluster = cluster(gone);

        @Actor
        public void one() {
            cluster.update(B);
        }

        @Actor
        public void other() {
            cluster.update(C_TO_E);
        }

        @Arbiter
        public void arbiter(II_Result r) {
            r.r1 = cluster.states().size();
            r.r2 = gone.get();
        }
    }
}
