package io.meshclient.stats;

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
import org.openjdk.jcstress.infra.results.I_Result;

/** Budgets of retries and hedges are never overdrawn, and what was given back is there. */
public class BudgetRaces {

    private BudgetRaces() {}

    private static int left(RetryBudget budget, long now) {
        return (int) Math.round(budget.available(now));
    }

    /** One retry is left, and two calls want it. */
    @JCStressTest
    @State
    @Outcome(
            id = {"1, 0, 0", "0, 1, 0"},
            expect = ACCEPTABLE,
            desc = "one gets it")
    public static class LastToken {
        private final TokenBudget budget = new TokenBudget(0, 0.1, 10 * SECOND);

        @Actor
        public void one(III_Result r) {
            r.r1 = budget.withdraw(NOW) ? 1 : 0;
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = budget.withdraw(NOW) ? 1 : 0;
        }

        @Arbiter
        public void arbiter(III_Result r) {
            r.r3 = left(budget, NOW);
        }
    }

    /** Two calls begin. */
    @JCStressTest
    @State
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both have earned")
    public static class TwoDeposits {
        private final TokenBudget budget = new TokenBudget(1, 0, 10 * SECOND);

        /** In a slice that is in use. */
        public TwoDeposits() {
            budget.deposit(NOW);
            budget.withdraw(NOW);
        }

        @Actor
        public void one() {
            budget.deposit(NOW);
        }

        @Actor
        public void other() {
            budget.deposit(NOW);
        }

        @Arbiter
        public void arbiter(I_Result r) {
            r.r1 = left(budget, NOW);
        }
    }

    /** A hedge finds no endpoint and gives its token back while another one takes one, both the first of a new slice of time. */
    @JCStressTest
    @State
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "neither is lost")
    public static class TakenAndGivenBack {
        private static final long LATER = NOW + SECOND;
        private final TokenBudget budget = new TokenBudget(0, 0.2, 10 * SECOND);

        /** One of two is taken. */
        public TakenAndGivenBack() {
            budget.withdraw(NOW);
        }

        @Actor
        public void take(II_Result r) {
            r.r1 = budget.withdraw(LATER) ? 1 : 0;
        }

        @Actor
        public void giveBack() {
            budget.giveBack(LATER);
        }

        @Arbiter
        public void arbiter(II_Result r) {
            r.r2 = left(budget, LATER);
        }
    }

    /** By concurrency: one retry may be under way, and two calls want it; who had it gives it back, though told twice. */
    @JCStressTest
    @State
    @Outcome(
            id = {"1, 0, 1", "0, 1, 1", "1, 1, 1"},
            expect = ACCEPTABLE,
            desc = "one after the other, and all is given back")
    public static class Shares {
        private final ConcurrencyBudget budget = new ConcurrencyBudget(20, 1, () -> 1);

        @Actor
        public void one(III_Result r) {
            r.r1 = retried();
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = retried();
        }

        private int retried() {
            RetryBudget.Share share = budget.forCall();
            boolean may = share.withdraw(NOW);
            share.release();
            share.release();
            return may ? 1 : 0;
        }

        @Arbiter
        public void arbiter(III_Result r) {
            r.r3 = left(budget, NOW);
        }
    }

    /** The same, but nobody is through: only one may be under way. */
    @JCStressTest
    @State
    @Outcome(
            id = {"1, 0, 0", "0, 1, 0"},
            expect = ACCEPTABLE,
            desc = "one gets it")
    public static class LastShare {
        private final ConcurrencyBudget budget = new ConcurrencyBudget(20, 1, () -> 1);

        @Actor
        public void one(III_Result r) {
            r.r1 = budget.forCall().withdraw(NOW) ? 1 : 0;
        }

        @Actor
        public void other(III_Result r) {
            r.r2 = budget.forCall().withdraw(NOW) ? 1 : 0;
        }

        @Arbiter
        public void arbiter(III_Result r) {
            r.r3 = left(budget, NOW);
        }
    }
}
