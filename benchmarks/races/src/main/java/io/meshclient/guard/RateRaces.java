package io.meshclient.guard;

import static io.meshclient.races.Frozen.NOW;
import static io.meshclient.races.Frozen.SECOND;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Rates are kept: the token bucket, and the table of buckets by key. */
public class RateRaces {

    private RateRaces() {}

    /** One call is allowed, and two ask. */
    @JCStressTest
    @State
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "one may")
    public static class LastCall {
        private final RateLimit limit = new RateLimit(1, SECOND, NOW);

        @Actor
        public void one(II_Result r) {
            r.r1 = limit.take(NOW) ? 1 : 0;
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = limit.take(NOW) ? 1 : 0;
        }
    }

    /** Three calls are allowed, one was made: nothing is lost either. */
    @JCStressTest
    @State
    @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "both may, and nobody after them")
    public static class LastTwo {
        private final RateLimit limit = new RateLimit(3, SECOND, NOW);

        /** Two are left. */
        public LastTwo() {
            limit.take(NOW);
        }

        @Actor
        public void one(III_Result r) {
            r.r1 = limit.take(NOW) ? 1 : 0;
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = limit.take(NOW + 1) ? 1 : 0; // a clock read a moment later, and perhaps used before the other one
        }

        @Arbiter
        public void arbiter(III_Result r) {
            r.r3 = limit.take(NOW) ? 1 : 0;
        }
    }

    /** A key that was never heard of is asked for twice. */
    @JCStressTest
    @State
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "one may")
    public static class NewKey {
        private final RateLimits limits = new RateLimits(new RateLimits.Rules(1, SECOND, 10), NOW);

        @Actor
        public void one(II_Result r) {
            r.r1 = limits.take(7, NOW) ? 1 : 0;
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = limits.take(7, NOW) ? 1 : 0;
        }
    }

    /** The table is full, and a new key has the idle ones forgotten while one of them is asked for: its call counts. */
    @JCStressTest
    @State
    @Outcome(
            id = {"1, 1, 0"},
            expect = ACCEPTABLE,
            desc = "one call of each, and no second one")
    public static class ForgottenKey {
        private static final long LATER = NOW + 10 * SECOND;
        private final RateLimits limits = new RateLimits(new RateLimits.Rules(1, SECOND, 2), NOW);

        /** Full of keys that are idle later. */
        public ForgottenKey() {
            limits.take(7, NOW);
            limits.take(8, NOW);
        }

        @Actor
        public void known(III_Result r) {
            r.r1 = limits.take(7, LATER) ? 1 : 0;
        }

        @Actor
        public void newcomer(III_Result r) {
            r.r2 = limits.take(9, LATER) ? 1 : 0;
        }

        @Arbiter
        public void arbiter(III_Result r) {
            r.r3 = limits.take(7, LATER) ? 1 : 0;
        }
    }
}
