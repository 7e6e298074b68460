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
    void depositsAndWithdrawalsLiveAsLong() {
        TokenBudget budget = new TokenBudget(1, 0, 10 * S);
        budget.deposit(0);
        budget.deposit(0);
        assertThat(budget.withdraw(5 * S)).isTrue();

        assertThat(budget.available(9 * S)).isEqualTo(1);
        assertThat(budget.available(10 * S)).isEqualTo(-1); // the deposits are gone, what was taken is not yet
        assertThat(budget.withdraw(10 * S)).isFalse();
        assertThat(budget.available(15 * S)).isZero();
    }

    /** In any window, no more is taken than the reserve and what was deposited in the window before the last withdrawal. */
    @Property
    void itIsNeverOverdrawn(
            @ForAll @IntRange(max = 5) int reserve,
            @ForAll @Size(max = 80) List<@IntRange(min = -3, max = 3) Integer> steps) {
        TokenBudget budget = new TokenBudget(0.5, reserve / 10.0, 10 * S);
        List<Long> deposits = new ArrayList<>();
        List<Long> taken = new ArrayList<>();
        long now = 0;
        for (int step : steps) {
            if (step == 0) {
                now += S / 2;
            } else if (step > 0) {
                budget.deposit(now);
                deposits.add(now);
            } else {
                double balance = 0.5 * recent(deposits, now) + reserve - recent(taken, now);
                boolean given = budget.withdraw(now);
                assertThat(given).isEqualTo(balance >= 1);
                if (given) {
                    taken.add(now);
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

    private static long recent(List<Long> times, long now) {
        long slice = now / S;
        return times.stream().filter(time -> time / S > slice - 10).count();
    }

    private static int withdrawAll(TokenBudget budget, long now) {
        int taken = 0;
        while (budget.withdraw(now)) {
            taken++;
        }
        return taken;
    }
}
