package io.meshclient.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrencyBudgetTest {

    private final AtomicInteger calls = new AtomicInteger();

    /** Envoy: {@code max(min_retry_concurrency, budget_percent · active)}, in whole retries. */
    @ParameterizedTest
    @CsvSource({
        "20, 3, 0, 3",
        "20, 3, 15, 3",
        "20, 3, 19, 3",
        "20, 3, 20, 4",
        "20, 3, 100, 20",
        "20, 0, 4, 0",
        "20, 0, 5, 1",
        "100, 3, 7, 7",
        "0, 0, 1000, 0",
        "12.5, 0, 16, 2"
    })
    void asManyMayBeUnderWay(double percent, int least, int active, int retries) {
        calls.set(active);
        ConcurrencyBudget budget = new ConcurrencyBudget(percent, least, calls::get);

        assertThat(budget.available(0)).isEqualTo(retries);
        for (int i = 0; i < retries; i++) {
            assertThat(budget.forCall().withdraw(0)).isTrue();
        }
        assertThat(budget.forCall().withdraw(0)).isFalse();
        assertThat(budget.available(0)).isZero();
    }

    @Test
    void aRetryIsUnderWayUntilItsCallIsAnswered() {
        ConcurrencyBudget budget = new ConcurrencyBudget(20, 1, calls::get);
        RetryBudget.Share first = budget.forCall();
        RetryBudget.Share second = budget.forCall();
        assertThat(first.withdraw(0)).isTrue();
        assertThat(second.withdraw(0)).isFalse();

        first.release();

        assertThat(second.withdraw(0)).isTrue();
    }

    @Test
    void aCallHasOneRetryUnderWayHoweverOftenItTries() {
        ConcurrencyBudget budget = new ConcurrencyBudget(20, 1, calls::get);
        RetryBudget.Share call = budget.forCall();
        for (int i = 0; i < 5; i++) {
            assertThat(call.withdraw(0)).isTrue();
        }
        call.release();
        call.release();

        assertThat(budget.available(0)).as("given back once").isOne();
    }

    @Test
    void aCallThatWasRefusedGivesNothingBack() {
        ConcurrencyBudget budget = new ConcurrencyBudget(20, 1, calls::get);
        assertThat(budget.forCall().withdraw(0)).isTrue();
        RetryBudget.Share refused = budget.forCall();
        assertThat(refused.withdraw(0)).isFalse();
        refused.release();

        assertThat(budget.available(0)).isZero();
    }

    @Property
    void noMoreAreUnderWayThanMayBe(
            @ForAll @IntRange(max = 4) int least, @ForAll @Size(max = 100) List<@IntRange(max = 39) Integer> steps) {
        calls.set(10);
        ConcurrencyBudget budget = new ConcurrencyBudget(30, least, calls::get);
        List<RetryBudget.Share> each = new ArrayList<>();
        boolean[] taken = new boolean[20];
        for (int i = 0; i < 20; i++) {
            each.add(budget.forCall());
        }
        for (int step : steps) {
            int call = step % 20;
            if (step < 20) {
                int others = count(taken) - (taken[call] ? 1 : 0);
                taken[call] = each.get(call).withdraw(0);
                assertThat(taken[call]).isEqualTo(others < Math.max(3, least));
            } else {
                each.get(call).release();
                taken[call] = false;
            }
            assertThat(budget.available(0)).isEqualTo(Math.max(3, least) - count(taken));
        }
    }

    private static int count(boolean... flags) {
        int count = 0;
        for (boolean flag : flags) {
            count += flag ? 1 : 0;
        }
        return count;
    }

    @Test
    void threadsTogetherTakeNoMoreThanThereIs() throws InterruptedException {
        calls.set(50);
        ConcurrencyBudget budget = new ConcurrencyBudget(20, 3, calls::get);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 16; t++) {
            Thread thread = new Thread(() -> {
                RetryBudget.Share call = budget.forCall();
                for (int i = 0; i < 2_000; i++) {
                    if (call.withdraw(0)) {
                        int now = underWay.incrementAndGet();
                        most.accumulateAndGet(now, Math::max);
                        underWay.decrementAndGet();
                        call.release();
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(most.get()).isLessThanOrEqualTo(10);
        assertThat(budget.available(0)).as("all are given back").isEqualTo(10);
    }
}
