package io.meshclient.guard;

import static io.meshclient.races.Frozen.ANSWER;
import static io.meshclient.races.Frozen.NOW;
import static io.meshclient.races.Frozen.REFUSED;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.meshclient.outcome.Verdict;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** What was taken is given back once, whoever calls; what there is is never taken twice. */
public class AdmissionRaces {

    private AdmissionRaces() {}

    /** Counts what it is told. */
    private static final class Counted implements Ledger {
        final AtomicInteger headers = new AtomicInteger();
        final AtomicInteger broken = new AtomicInteger();
        final AtomicInteger ended = new AtomicInteger();
        final Admission admission = new Admission(this, NOW, false);

        @Override
        public void headers(Admission by, io.meshclient.outcome.Outcome outcome, Verdict verdict, long nowNanos) {
            headers.incrementAndGet();
        }

        @Override
        public void bodyFailed(Admission by, long nowNanos) {
            broken.incrementAndGet();
        }

        @Override
        public void ended() {
            ended.incrementAndGet();
        }
    }

    /** The answer comes at the moment at which its call gives the attempt up. */
    @JCStressTest
    @State
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "one verdict, one end")
    public static class TwoVerdicts {
        private final Counted counted = new Counted();

        @Actor
        public void answer() {
            counted.admission.headers(ANSWER, Verdict.SUCCESS, NOW);
            counted.admission.end();
        }

        @Actor
        public void givenUp() {
            counted.admission.headers(REFUSED, Verdict.IGNORED, NOW);
            counted.admission.end();
        }

        @Arbiter
        public void arbiter(II_Result r) {
            r.r1 = counted.headers.get();
            r.r2 = counted.ended.get();
        }
    }

    /** The body breaks while somebody closes it. */
    @JCStressTest
    @State
    @Outcome(
            id = {"1, 0, 1", "1, 1, 1"},
            expect = ACCEPTABLE,
            desc = "corrected once at most, ended once")
    public static class BrokenAndClosed {
        private final Counted counted = new Counted();

        /** Its headers were good. */
        public BrokenAndClosed() {
            counted.admission.headers(ANSWER, Verdict.SUCCESS, NOW);
        }

        @Actor
        public void reader() {
            counted.admission.bodyFailed(NOW);
            counted.admission.end();
        }

        @Actor
        public void other() {
            counted.admission.bodyFailed(NOW);
            counted.admission.end();
        }

        @Arbiter
        public void arbiter(III_Result r) {
            r.r1 = counted.headers.get();
            r.r2 = counted.broken.get();
            r.r3 = counted.ended.get();
        }
    }

    /** The attempt ends while its call says what is to be done then. */
    @JCStressTest
    @State
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "done once")
    public static class TaskForTheEnd {
        private final Counted counted = new Counted();
        private final AtomicInteger done = new AtomicInteger();

        @Actor
        public void body() {
            counted.admission.end();
        }

        @Actor
        public void call() {
            counted.admission.whenEnded(done::incrementAndGet);
        }

        @Arbiter
        public void arbiter(I_Result r) {
            r.r1 = done.get();
        }
    }

    /** Two calls want the last place under a cap. */
    @JCStressTest
    @State
    @Outcome(
            id = {"1, 0, 1", "0, 1, 1"},
            expect = ACCEPTABLE,
            desc = "one gets it")
    public static class LastPlace {
        private final ConcurrencyCap cap = new ConcurrencyCap();

        @Actor
        public void one(III_Result r) {
            r.r1 = cap.take(1) ? 1 : 0;
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = cap.take(1) ? 1 : 0;
        }

        @Arbiter
        public void arbiter(III_Result r) {
            r.r3 = cap.inUse();
        }
    }

    /** One call leaves while another one enters. */
    @JCStressTest
    @State
    @Outcome(
            id = {"0, 0", "1, 1"},
            expect = ACCEPTABLE,
            desc = "who got in is counted, who left is not")
    public static class LeftAndEntered {
        private final ConcurrencyCap cap = new ConcurrencyCap();

        /** Full. */
        public LeftAndEntered() {
            cap.take(1);
        }

        @Actor
        public void leave() {
            cap.giveBack();
        }

        @Actor
        public void enter(II_Result r) {
            r.r1 = cap.take(1) ? 1 : 0;
        }

        @Arbiter
        public void arbiter(II_Result r) {
            r.r2 = cap.inUse();
        }
    }
}
