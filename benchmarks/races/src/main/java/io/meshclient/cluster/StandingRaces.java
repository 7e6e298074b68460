package io.meshclient.cluster;

import static io.meshclient.races.Frozen.ANSWER;
import static io.meshclient.races.Frozen.NOW;
import static io.meshclient.races.Frozen.RANDOM;
import static io.meshclient.races.Frozen.REFUSED;
import static io.meshclient.races.Frozen.SECOND;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.meshclient.guard.Admission;
import io.meshclient.outcome.Verdict;
import io.meshclient.policy.SlowStartPolicy;
import java.time.Duration;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Whether an endpoint may be asked: ejection, hold-off, limit, slow start, and the flag by which pickers look at them. */
public class StandingRaces {

    private StandingRaces() {}

    /** Two rules find the same endpoint: it is ejected once, and comes back once. */
    @JCStressTest
    @State
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "one of them ejects it")
    public static class EjectedTwice {
        private final Alone alone = new Alone(0);

        @Actor
        public void one(II_Result r) {
            r.r1 = alone.state.eject(Alone.RULES, "one", NOW, RANDOM) > 0 ? 1 : 0;
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = alone.state.eject(Alone.RULES, "other", NOW, RANDOM) > 0 ? 1 : 0;
        }
    }

    /** An ejection begins while an older one's end is due. */
    @JCStressTest
    @State
    @Outcome(
            id = {"true, true", "false, true"},
            expect = ACCEPTABLE,
            desc = "ejected or not, and seen as it is")
    public static class EjectedAndRestored {
        private final Alone alone = new Alone(0);

        @Actor
        public void eject() {
            alone.state.eject(Alone.RULES, "it fails", NOW, RANDOM);
        }

        @Actor
        public void restore() {
            alone.state.restore(NOW, true);
        }

        @Arbiter
        public void arbiter(ZZ_Result r) {
            r.r1 = alone.state.isEjected();
            r.r2 = alone.isSeenAsItIs();
        }
    }

    /** One connection fails and another one works: held off or not, pickers see it. */
    @JCStressTest
    @State
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "seen as it is")
    public static class FailedAndConnected {
        private final Alone alone = new Alone(0);
        private final Admission failing = alone.admitted();
        private final Admission working = alone.admitted();

        @Actor
        public void fail() {
            failing.headers(REFUSED, Verdict.RETRYABLE_FAILURE, NOW - 1);
        }

        @Actor
        public void answer() {
            working.headers(ANSWER, Verdict.SUCCESS, NOW);
        }

        @Arbiter
        public void arbiter(Z_Result r) {
            r.r1 = alone.isSeenAsItIs();
        }
    }

    /** The time of a hold-off is up: one call is the probe, however many ask. */
    @JCStressTest
    @State
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "one probe")
    public static class OneProbe {
        private final Alone alone = new Alone(0);

        /** Held off. */
        public OneProbe() {
            Admission admission = alone.admitted();
            admission.headers(REFUSED, Verdict.RETRYABLE_FAILURE, NOW);
            admission.end();
        }

        @Actor
        public void one(II_Result r) {
            r.r1 = alone.admit(NOW + 2 * SECOND) == null ? 0 : 1;
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = alone.admit(NOW + 2 * SECOND) == null ? 0 : 1;
        }
    }

    /** Two ask for the last place under an endpoint's limit. */
    @JCStressTest
    @State
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "one gets it")
    public static class LastPlace {
        private final Alone alone = new Alone(2);

        /** One place is left. */
        public LastPlace() {
            Objects.requireNonNull(alone.admit(NOW));
        }

        @Actor
        public void one(II_Result r) {
            r.r1 = alone.admit(NOW) == null ? 0 : 1;
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = alone.admit(NOW) == null ? 0 : 1;
        }
    }

    /** An endpoint is asked for the first time while the configuration changes: it must not keep the old terms. */
    @JCStressTest
    @State
    @Outcome(id = "7", expect = ACCEPTABLE, desc = "the new limit")
    public static class FirstCallAndNewTerms {
        private final Alone alone = new Alone(3);

        @Actor
        public void call() {
            Admission admission = alone.admit(NOW);
            if (admission != null) {
                admission.end();
            }
        }

        @Actor
        public void configuration() {
            alone.decide(Alone.terms(7));
        }

        @Arbiter
        public void arbiter(I_Result r) {
            Integer limit = alone.state.view(NOW).limit();
            r.r1 = limit == null ? 0 : limit;
        }
    }

    /** A picker sees that a slow start is over while the next one begins. */
    @JCStressTest
    @State
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "the new one counts")
    public static class SlowStarts {
        private static final SlowStartPolicy POLICY = new SlowStartPolicy(Duration.ofSeconds(30), 1, 10);
        private final Alone alone = new Alone(0);

        /** The first one is over. */
        public SlowStarts() {
            alone.state.startSlowly(POLICY, NOW - 60 * SECOND);
        }

        @Actor
        public void picker() {
            alone.state.readiness(NOW);
        }

        @Actor
        public void begin() {
            alone.state.startSlowly(POLICY, NOW);
        }

        @Arbiter
        public void arbiter(Z_Result r) {
            r.r1 = alone.state.readiness(NOW) < 1;
        }
    }
}
