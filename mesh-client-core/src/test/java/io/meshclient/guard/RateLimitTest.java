package io.meshclient.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final long SECOND = 1_000_000_000L;

    private static int taken(RateLimit limit, long now, int asked) {
        int taken = 0;
        for (int i = 0; i < asked; i++) {
            taken += limit.take(now) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void aBurstIsTakenAtOnceAndComesBackOneByOne() {
        long now = Long.MAX_VALUE - SECOND; // the ticker may wrap around
        RateLimit limit = new RateLimit(10, SECOND, now);
        assertThat(taken(limit, now, 100)).isEqualTo(10);
        assertThat(taken(limit, now + SECOND / 10 - 1, 1)).isZero();
        assertThat(taken(limit, now + SECOND / 10, 5)).isEqualTo(1);
        assertThat(taken(limit, now + SECOND / 2, 100)).isEqualTo(4);
        assertThat(limit.forgetIfIdle(now + SECOND)).isFalse();
        assertThat(taken(limit, now + 3 * SECOND, 100))
                .as("no more than a burst after a rest")
                .isEqualTo(10);
    }

    @Test
    void oneCallInAPeriod() {
        RateLimit limit = new RateLimit(1, SECOND, 0);
        assertThat(taken(limit, 0, 3)).isEqualTo(1);
        assertThat(taken(limit, SECOND - 1, 3)).isZero();
        assertThat(taken(limit, SECOND, 3)).isEqualTo(1);
    }

    @Test
    void whatIsForgottenGivesNothing() {
        RateLimit limit = new RateLimit(1, SECOND, 0);
        assertThat(limit.forgetIfIdle(0)).isTrue();
        assertThat(limit.isForgotten()).isTrue();
        assertThat(taken(limit, 0, 3)).as("nobody would count it").isZero();
        assertThat(taken(limit, 5 * SECOND, 3)).isZero();
    }

    /** Never more than the burst and what has come back meanwhile; and whoever keeps to the rate is never refused. */
    @Property(tries = 200)
    void neverAboveTheRate(
            @ForAll @IntRange(min = 1, max = 20) int calls,
            @ForAll @LongRange(min = 20, max = 1_000) long period,
            @ForAll @Size(max = 200) List<@IntRange(max = 60) Integer> pauses) {
        RateLimit limit = new RateLimit(calls, period, 0);
        long interval = period / calls;
        Deque<Long> lastPeriod = new ArrayDeque<>();
        long now = 0;
        long lastTaken = Long.MIN_VALUE / 2;
        for (int pause : pauses) {
            now += pause;
            while (!lastPeriod.isEmpty() && now - lastPeriod.peekFirst() >= interval * calls) {
                lastPeriod.removeFirst();
            }
            boolean taken = limit.take(now);
            if (taken) {
                lastPeriod.addLast(now);
                lastTaken = now;
            }
            assertThat(lastPeriod.size()).isLessThan(2 * calls);
            assertThat(taken || now - lastTaken < interval * calls).isTrue();
        }
    }

    @Test
    void manyThreadsTakeExactlyTheBurst() throws InterruptedException {
        RateLimit limit = new RateLimit(1_000, SECOND, 0);
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            new Thread(() -> {
                        taken.addAndGet(taken(limit, 0, 500));
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        assertThat(taken).hasValue(1_000);
    }

    @Test
    void keysHaveALimitEachUpToABound() {
        RateLimits limits = new RateLimits(new RateLimits.Rules(1, SECOND, 3), 0);
        for (long key = 1; key <= 3; key++) {
            assertThat(limits.take(key, 0)).isTrue();
            assertThat(limits.take(key, 0)).isFalse();
        }
        assertThat(limits.take(4, 0)).as("the first beyond the bound").isTrue();
        assertThat(limits.take(5, 0)).as("shares with the one before").isFalse();
        assertThat(limits.size()).isEqualTo(3);

        assertThat(limits.take(1, SECOND)).isTrue();
        assertThat(limits.take(6, SECOND)).as("the idle ones made room").isTrue();
        assertThat(limits.take(7, SECOND)).isTrue();
        assertThat(limits.size()).isEqualTo(3);
        assertThat(limits.take(1, SECOND))
                .as("not forgotten while it is in use")
                .isFalse();
    }
}
