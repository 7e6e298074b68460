package io.meshclient.cluster;

import static io.meshclient.races.Frozen.ANSWER;
import static io.meshclient.races.Frozen.NOW;
import static io.meshclient.races.Frozen.SECOND;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.meshclient.guard.Admission;
import io.meshclient.outcome.Verdict;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** An endpoint's calls under way, and its removal. */
public class EndpointRaces {

    private EndpointRaces() {}

    /** Two who end the same attempt, such as its call and the collector of bodies that nobody closed. */
    @JCStressTest
    @State
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "given back once")
    public static class EndedTwice {
        private final Alone alone = new Alone(0);
        private final Admission admission = alone.admitted();
        private final AtomicInteger told = new AtomicInteger();

        /** With somebody who wants to know. */
        public EndedTwice() {
            admission.whenEnded(told::incrementAndGet);
        }

        @Actor
        public void call() {
            admission.end();
        }

        @Actor
        public void collector() {
            admission.end();
        }

        @Arbiter
        public void arbiter(II_Result r) {
            r.r1 = alone.state.inFlight();
            r.r2 = told.get();
        }
    }

    /** Headers come while the attempt is given up: whoever waits for them must not wait for ever. */
    @JCStressTest
    @State
    @Outcome(id = "0, false", expect = ACCEPTABLE, desc = "not in flight, and not waited for")
    public static class HeadersAndEnd {
        private final Alone alone = new Alone(0);
        private final Admission admission = alone.admitted();

        @Actor
        public void headers() {
            admission.headers(ANSWER, Verdict.SUCCESS, NOW + 1);
        }

        @Actor
        public void end() {
            admission.end();
        }

        @Arbiter
        public void arbiter(IZ_Result r) {
            r.r1 = alone.state.inFlight();
            r.r2 = alone.state.cost(NOW + 3_600 * SECOND) > SECOND; // as long as the oldest has waited
        }
    }

    /** Two attempts begin and end: what pickers see in between is one of the numbers that there were. */
    @JCStressTest
    @State
    @Outcome(
            id = {"1, 1, 0", "1, 2, 0", "2, 1, 0", "2, 2, 0", "1, 0, 0", "0, 1, 0"},
            expect = ACCEPTABLE)
    public static class InFlight {
        private final Alone alone = new Alone(0);

        @Actor
        public void one(III_Result r) {
            Admission admission = alone.admitted();
            r.r1 = alone.state.inFlight();
            admission.end();
        }

        @Actor
        public void other(III_Result r) {
            Admission admission = alone.admitted();
            r.r2 = alone.state.inFlight();
            admission.end();
        }

        @Arbiter
        public void arbiter(III_Result r) {
            r.r3 = alone.state.inFlight();
        }
    }

    /** The last attempt ends while its endpoint is removed: its connections are closed once, and not before. */
    @JCStressTest
    @State
    @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "idle once, with nothing in flight")
    public static class RemovedAtTheEnd {
        private final Alone alone = new Alone(0);
        private final Admission admission = alone.admitted();
        private final AtomicInteger idle = new AtomicInteger();
        private volatile int then;

        @Actor
        public void end() {
            admission.end();
        }

        @Actor
        public void remove() {
            alone.state.remove(() -> {
                then = alone.state.inFlight();
                idle.incrementAndGet();
            });
        }

        @Arbiter
        public void arbiter(III_Result r) {
            r.r1 = idle.get();
            r.r2 = then;
            r.r3 = alone.state.inFlight();
        }
    }

    /** An attempt begins while its endpoint is removed. */
    @JCStressTest
    @State
    @Outcome(
            id = {"0, 1, 0", "1, 1, 0"},
            expect = ACCEPTABLE,
            desc = "admitted or not, idle once with nothing in flight")
    public static class RemovedAtTheBeginning {
        private final Alone alone = new Alone(0);
        private final AtomicInteger idle = new AtomicInteger();
        private volatile int then;

        @Actor
        public void attempt(III_Result r) {
            Admission admission = alone.admit(NOW);
            r.r1 = admission == null ? 0 : 1;
            if (admission != null) {
                admission.end();
            }
        }

        @Actor
        public void remove() {
            alone.state.remove(() -> {
                then = alone.state.inFlight();
                idle.incrementAndGet();
            });
        }

        @Arbiter
        public void arbiter(III_Result r) {
            r.r2 = idle.get();
            r.r3 = then;
        }
    }

    /** Once its removal was announced nobody is admitted any more. */
    @JCStressTest
    @State
    @Outcome(
            id = {"false, false", "false, true", "true, false"},
            expect = ACCEPTABLE,
            desc = "announced and admitted exclude each other")
    public static class AnnouncedRemoval {
        private final Alone alone = new Alone(0);
        private volatile boolean announced;

        @Actor
        public void remove() {
            alone.state.remove(() -> {});
            announced = true;
        }

        @Actor
        public void attempt(ZZ_Result r) {
            r.r1 = announced;
            r.r2 = alone.admit(NOW) != null;
        }
    }
}
