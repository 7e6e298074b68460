package io.meshclient.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenBudgetTest {

    private static final long S = 1_000_000_000L;

    @Test
    void withoutTrafficTheReserveIsThereAsInFinagle() {
        TokenBudget budget = new TokenBudget(0.2, 10, 10 * S);

        assertThat(withdrawAll(budget, 0)).isEqualTo(100);
        assertThat(budget.available(0)).isZero();
    }

    @Test
    void fiveCallsEarnOneRetry() {
        TokenBudget budget = new TokenBudget(0.2, 0, 10 * S);
        for (int call = 0; call < 4; call++) {
            budget.deposit(0);
        }
        assertThat(budget.withdraw(0)).isFalse();
        assertThat(budget.available(0)).isCloseTo(0.8, within(1e-9));

        budget.deposit(0);
        assertThat(budget.withdraw(0)).isTrue();
        assertThat(budget.withdraw(0)).isFalse();
    }

    @Test
    void aDepositThatNobodyTookIsGoneAfterItsTime() {
        TokenBudget budget = new TokenBudget(1, 0, 10 * S);
        budget.deposit(0);
        budget.deposit(5 * S);

        assertThat(budget.available(9 * S)).isEqualTo(2);
        assertThat(budget.available(10 * S)).isEqualTo(1);
        assertThat(budget.available(15 * S)).isZero();
    }

    @Test
    void theOldestDepositIsTakenFirst() {
        TokenBudget budget = new TokenBudget(1, 0, 10 * S);
        budget.deposit(0);
        budget.deposit(5 * S);
        assertThat(budget.withdraw(6 * S)).isTrue();

        assertThat(budget.available(14 * S)).isEqualTo(1);
    }

    @Test
    void theReserveFillsUpByItsRateAndNotAtOnce() {
        TokenBudget budget = new TokenBudget(0.2, 10, 10 * S);
        assertThat(withdrawAll(budget, 0)).isEqualTo(100);

        assertThat(withdrawAll(budget, S)).isEqualTo(10);
        assertThat(withdrawAll(budget, 60 * S)).isEqualTo(100);
    }

    @Test
    void aRetryMayComeFromBoth() {
        TokenBudget budget = new TokenBudget(0.5, 0.05, 10 * S);
        budget.deposit(0);

        assertThat(budget.withdraw(0)).isTrue();
        assertThat(budget.available(0)).isZero();
        assertThat(budget.withdraw(0)).isFalse();
    }

    @Test
    void whatWasGivenBackIsThereAgain() {
        TokenBudget budget = new TokenBudget(0, 0.1, 10 * S);
        assertThat(budget.withdraw(0)).isTrue();

        budget.giveBack(S);

        assertThat(budget.available(S)).isCloseTo(1.1, within(1e-9));
        assertThat(budget.withdraw(S)).isTrue();
    }

    /** Pain: everybody retries at once, again and again. 500 calls a second, of which each would retry twice. */
    @Test
    void inAnOutageNoSecondAfterTheFirstBurstHasMoreRetriesThanAnother() {
        TokenBudget budget = new TokenBudget(0.2, 10, 10 * S);
        for (long at = -20 * S; at < 0; at += S / 500) {
            budget.deposit(at);
        }

        List<Integer> retriesOfSeconds = new ArrayList<>();
        for (int second = 0; second < 60; second++) {
            retriesOfSeconds.add(retries(budget, second * S));
        }

        assertThat(retriesOfSeconds.get(0)).as("a burst can be saved").isEqualTo(1_000);
        assertThat(retriesOfSeconds.subList(3, 60))
                .allSatisfy(retries -> assertThat(retries).isBetween(109, 111)); // 500 · 0.2 + 10
    }

    private static int retries(TokenBudget budget, long from) {
        int retries = 0;
        for (int call = 0; call < 500; call++) {
            long now = from + call * S / 500;
            budget.deposit(now);
            retries += budget.withdraw(now) ? 1 : 0;
            retries += budget.withdraw(now) ? 1 : 0;
        }
        return retries;
    }

    /** No more is ever taken than was deposited and has not expired, and what has come into the reserve. */
    @Property
    void itIsNeverOverdrawn(
            @ForAll @IntRange(max = 5) int reserve,
            @ForAll @Size(max = 80) List<@IntRange(min = -3, max = 3) Integer> steps) {
        TokenBudget budget = new TokenBudget(0.5, reserve / 10.0, 10 * S);
        List<Long> halves =
                new ArrayList<>(); // when each half of a retry was deposited that is still there, oldest first
        double left = reserve;
        long now = 0;
        for (int step : steps) {
            if (step == 0) {
                now += S / 2;
                left = Math.min(reserve, left + reserve / 20.0);
                long slice = now / S;
                halves.removeIf(time -> time / S <= slice - 10);
            } else if (step > 0) {
                budget.deposit(now);
                halves.add(now);
            } else {
                int taken = Math.min(2, halves.size());
                double rest = 1 - taken / 2.0;
                boolean given = budget.withdraw(now);
                if (Math.abs(left - rest) > 1e-6) { // where they are equal, rounding decides
                    assertThat(given).isEqualTo(left > rest);
                }
                if (given) {
                    halves.subList(0, taken).clear();
                    left -= rest;
                }
            }
        }
    }

    @Test
    void threadsTogetherTakeNoMoreThanThereIs() throws InterruptedException {
        TokenBudget budget = new TokenBudget(0.2, 100, 10 * S);
        AtomicInteger taken = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 5_000; i++) {
                    budget.deposit(S);
                    if (budget.withdraw(S)) {
                        taken.incrementAndGet();
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(taken.get() + withdrawAll(budget, S)).isBetween(4_990, 5_000); // 1000 + 20 000 · 0.2
    }

    private static int withdrawAll(TokenBudget budget, long now) {
        int taken = 0;
        while (budget.withdraw(now)) {
            taken++;
        }
        return taken;
    }
}
