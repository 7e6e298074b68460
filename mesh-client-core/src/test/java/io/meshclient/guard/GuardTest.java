package io.meshclient.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.outcome.Outcome;
import io.meshclient.outcome.OutcomeKind;
import io.meshclient.outcome.Verdict;
import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {

    private static final long SECOND = 1_000_000_000L;
    private static final RandomSource NONE = () -> 0; // nextDouble() is 0

    @Nested
    class HoldingOff {

        private final HoldOff hold = new HoldOff();

        @Test
        void itDoublesWithEachFailedProbeUpToItsLongest() {
            long now = 0;
            long[] expected = {1, 2, 4, 8, 16, 32, 60, 60};
            for (long seconds : expected) {
                boolean probe = hold.takeProbe(now);
                assertThat(hold.connectFailed(now, now, probe, SECOND, 60 * SECOND))
                        .isEqualTo(seconds * SECOND);
                assertThat(hold.skips(now + seconds * SECOND - 1)).isTrue();
                now += seconds * SECOND;
                assertThat(hold.skips(now)).isFalse();
            }
        }

        @Test
        void oneProbeAtATime() {
            fail(0);
            assertThat(hold.takeProbe(SECOND - 1)).isFalse();
            assertThat(hold.takeProbe(SECOND)).isTrue();
            assertThat(hold.takeProbe(SECOND)).isFalse();
            assertThat(hold.skips(100 * SECOND)).isTrue();
            hold.releaseProbe();
            assertThat(hold.takeProbe(SECOND)).isTrue();
        }

        @Test
        void failuresOfOneCrashCountOnce() {
            fail(10);
            assertThat(hold.connectFailed(20, 5, false, SECOND, 60 * SECOND)).isZero();
            assertThat(hold.connectFailed(2 * SECOND, 5, false, SECOND, 60 * SECOND))
                    .as("began before the hold-off, timed out after it")
                    .isZero();
            assertThat(hold.skips(2 * SECOND)).isFalse();
        }

        @Test
        void aSuccessForgetsEverything() {
            fail(0);
            assertThat(hold.connectFailed(SECOND, SECOND, hold.takeProbe(SECOND), SECOND, 60 * SECOND))
                    .isEqualTo(2 * SECOND);
            hold.connected();
            assertThat(hold.isActive()).isFalse();
            assertThat(hold.skips(SECOND)).isFalse();
            assertThat(hold.connectFailed(9 * SECOND, 9 * SECOND, false, SECOND, 60 * SECOND))
                    .isEqualTo(SECOND);
        }

        @Test
        void switchedOffItNeverHolds() {
            assertThat(hold.connectFailed(0, 0, false, 0, 0)).isZero();
            assertThat(hold.skips(0)).isFalse();
        }

        private void fail(long now) {
            assertThat(hold.connectFailed(now, now, false, SECOND, 60 * SECOND)).isEqualTo(SECOND);
        }
    }

    @Nested
    class Ejecting {

        private final Ejection ejection = new Ejection();

        @Test
        void theNthInARowLastsNTimesAsLongUpToTheMaximum() {
            long now = 0;
            for (int n = 1; n <= 13; n++) {
                long length = begin(now);
                assertThat(length).isEqualTo(Math.min(30 * n, 300) * SECOND);
                now += length;
                ejection.restored(now);
            }
        }

        @Test
        void eachIntervalBackTakesOneOff() {
            long now = 0;
            for (int n = 0; n < 5; n++) {
                now += begin(now);
                ejection.restored(now);
            }
            assertThat(begin(now + 30 * SECOND)).as("5 − 3 + 1").isEqualTo(90 * SECOND);
        }

        @Test
        void longEnoughBackItIsTheFirstAgain() {
            begin(0);
            ejection.restored(30 * SECOND);
            assertThat(begin(10_000 * SECOND)).isEqualTo(30 * SECOND);
        }

        @Test
        void aBaseAboveTheMaximumStays() {
            assertThat(ejection.begin(0, times(600, 0), NONE)).isEqualTo(600 * SECOND);
        }

        @Test
        void jitterIsAdded() {
            RandomSource half = () -> Long.MIN_VALUE;
            assertThat(ejection.begin(0, times(30, 4), half)).isEqualTo(32 * SECOND);
        }

        private static Ejection.Times times(int base, int jitter) {
            return new Ejection.Times(base * SECOND, 300 * SECOND, jitter * SECOND, 10 * SECOND);
        }

        private long begin(long now) {
            return ejection.begin(now, times(30, 0), NONE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // hosts, ejected, usable, percent, allowed
        "1, 0, 1, 50, false",
        "1, 0, 1, 100, false",
        "2, 0, 2, 50, true",
        "2, 1, 1, 50, false",
        "2, 1, 1, 100, false",
        "3, 0, 3, 10, true",
        "3, 0, 3, 0, false",
        "3, 1, 2, 50, false",
        "3, 1, 2, 67, true",
        "3, 2, 1, 100, false",
        "10, 4, 6, 50, true",
        "10, 5, 5, 50, false",
        "10, 0, 1, 50, false",
        "10, 8, 2, 100, true",
        "10, 9, 1, 100, false",
    })
    void whoMayBeEjected(int hosts, int ejected, int usable, int percent, boolean allowed) {
        assertThat(Ejection.allowed(hosts, ejected, usable, percent)).isEqualTo(allowed);
    }

    @Test
    void anAdmissionIsGivenBackOnceWhoeverCalls() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int round = 0; round < 2_000; round++) {
            CountingLedger ledger = new CountingLedger();
            Admission admission = new Admission(ledger, 0, false);
            AtomicInteger tasks = new AtomicInteger();
            CountDownLatch go = new CountDownLatch(1);
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                all.add(threads.submit(() -> {
                    go.await();
                    admission.headers(Outcome.response(200, 1), Verdict.SUCCESS, 1);
                    admission.bodyFailed(2);
                    admission.end();
                    return null;
                }));
            }
            go.countDown();
            admission.whenEnded(tasks::incrementAndGet);
            for (Future<?> one : all) {
                one.get(30, TimeUnit.SECONDS);
            }
            assertThat(ledger.headers.get()).isEqualTo(1);
            assertThat(ledger.ended.get()).isEqualTo(1);
            assertThat(ledger.bodies.get()).isLessThanOrEqualTo(1);
            assertThat(tasks.get()).isEqualTo(1);
        }
        threads.shutdown();
    }

    @Test
    void anAdmissionThatEndsWithoutHeadersIsNotWaitedFor() {
        CountingLedger ledger = new CountingLedger();
        Admission admission = new Admission(ledger, 0, true);
        admission.end();
        assertThat(ledger.headers.get()).isEqualTo(1);
        assertThat(ledger.learned.get()).isZero();
    }

    @Property(tries = 500)
    void theWaitingListIsAList(@ForAll @Size(max = 100) List<@IntRange(max = 1 << 16) Integer> tape) {
        WaitingList list = new WaitingList();
        List<Admission> model = new ArrayList<>();
        List<Admission> removed = new ArrayList<>();
        long start = 0;
        for (int number : tape) {
            if (number % 3 != 0 || model.isEmpty()) {
                Admission admission = new Admission(new CountingLedger(), ++start, false);
                list.add(admission);
                model.add(admission);
            } else {
                Admission admission = model.remove(number / 3 % model.size());
                list.remove(admission);
                removed.add(admission);
            }
            removed.forEach(list::remove); // does nothing
            assertThat(list.oldestStart(-7))
                    .isEqualTo(model.isEmpty() ? -7 : model.get(0).startNanos());
        }
    }

    @Test
    void aCapIsNeverExceededAndComesBack() throws Exception {
        ConcurrencyCap cap = new ConcurrencyCap();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            all.add(threads.submit(() -> {
                for (int i = 0; i < 20_000; i++) {
                    if (cap.take(2)) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        inside.decrementAndGet();
                        cap.giveBack();
                    }
                }
            }));
        }
        for (Future<?> one : all) {
            one.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();
        assertThat(most.get()).isBetween(1, 2);
        assertThat(cap.inUse()).isZero();
        assertThat(cap.take(1)).isTrue();
        assertThat(cap.take(1)).isFalse();
        assertThat(cap.take(0)).as("no cap").isTrue();
    }

    /** One place of two is always free for the only one who takes it; that others are being refused must not matter. */
    @Test
    void aCapRefusesNobodyForWhomThereIsRoom() throws Exception {
        ConcurrencyCap cap = new ConcurrencyCap();
        assertThat(cap.take(2)).isTrue();
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<Boolean>> others = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
            others.add(threads.submit(() -> {
                boolean everTaken = false;
                while (!stop.get()) {
                    everTaken |= cap.take(1);
                }
                return everTaken;
            }));
        }
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            if (cap.take(2)) {
                cap.giveBack();
            } else {
                refused++;
            }
        }
        stop.set(true);
        for (Future<Boolean> other : others) {
            assertThat(other.get(30, TimeUnit.SECONDS))
                    .as("a place above the cap")
                    .isFalse();
        }
        threads.shutdown();
        assertThat(refused).isZero();
    }

    @Nested
    class Breaking {

        private final VirtualTime time = new VirtualTime();
        private final List<String> states = new ArrayList<>();
        private final Breaker breaker = new Breaker("orders", limits(false, 10), time, states::add);

        private static Breaker.Limits limits(boolean timed, int size) {
            return new Breaker.Limits(
                    50,
                    new Breaker.Slow(80, Duration.ofSeconds(2)),
                    new Breaker.Window(timed, size, 4),
                    Duration.ofSeconds(20),
                    2);
        }

        @Test
        void itOpensHalfOpensByTheTickerAndCloses() {
            record(false, false, true);
            assertThat(breaker.state()).as("below the minimum").isEqualTo("CLOSED");
            record(true);
            assertThat(breaker.state()).isEqualTo("OPEN");
            assertThat(breaker.tryAcquire()).isFalse();

            time.jumpWallClock(Duration.ofDays(1));
            time.advance(Duration.ofSeconds(20).minusMillis(1));
            assertThat(breaker.tryAcquire()).isFalse();
            time.advance(Duration.ofMillis(2));
            assertThat(breaker.tryAcquire()).isTrue();
            assertThat(breaker.tryAcquire()).isTrue();
            assertThat(breaker.tryAcquire()).as("two, to see").isFalse();
            breaker.release();
            assertThat(breaker.tryAcquire()).as("one was given back").isTrue();
            breaker.record(false, 1);
            breaker.record(false, 1);

            assertThat(states).containsExactly("OPEN", "HALF_OPEN", "CLOSED");
        }

        @Test
        void aFailedTrialOpensItAgain() {
            record(true, true, true, true);
            time.advance(Duration.ofSeconds(21));
            record(true, true);
            assertThat(states).containsExactly("OPEN", "HALF_OPEN", "OPEN");
        }

        @Test
        void itLearnsFromWhatBlamesTheServiceAndGivesBackWhatSaysNothing() {
            record(true, true, true, true);
            time.advance(Duration.ofSeconds(21));
            for (OutcomeKind kind : List.of(OutcomeKind.CANCELED, OutcomeKind.LOCAL_ERROR)) {
                assertThat(breaker.tryAcquire())
                        .as("of two trials, after %s", kind)
                        .isTrue();
                Verdict verdict = kind == OutcomeKind.CANCELED ? Verdict.IGNORED : Verdict.FAILURE;
                breaker.learn(Outcome.failure(kind, 1_000, true, null), verdict);
            }
            assertThat(breaker.state()).isEqualTo("HALF_OPEN");
            for (Outcome outcome : List.of(Outcome.response(429, 1_000), Outcome.response(503, 1_000))) {
                assertThat(breaker.tryAcquire()).isTrue();
                breaker.learn(outcome, Verdict.RETRYABLE_FAILURE);
            }
            assertThat(states).as("half of the trials failed").containsExactly("OPEN", "HALF_OPEN", "OPEN");
        }

        @Test
        void aWindowOfTimeForgetsBySeconds() {
            Breaker timed = new Breaker("orders", limits(true, 10), time, states::add);
            for (int i = 0; i < 3; i++) {
                assertThat(timed.tryAcquire()).isTrue();
                timed.record(true, 1_000);
            }
            time.advance(Duration.ofSeconds(11));
            assertThat(timed.tryAcquire()).isTrue();
            timed.record(true, 1_000);
            assertThat(timed.state()).as("the first three are forgotten").isEqualTo("CLOSED");
            time.advance(Duration.ofSeconds(5));
            for (int i = 0; i < 3; i++) {
                assertThat(timed.tryAcquire()).isTrue();
                timed.record(true, 1_000);
            }
            assertThat(timed.state()).isEqualTo("OPEN");
        }

        @Test
        void slowSuccessesOpenIt() {
            for (int i = 0; i < 4; i++) {
                assertThat(breaker.tryAcquire()).isTrue();
                breaker.record(false, Duration.ofSeconds(i == 0 ? 1 : 3).toNanos());
            }
            assertThat(states).as("three of four").isEmpty();
            assertThat(breaker.tryAcquire()).isTrue();
            breaker.record(false, Duration.ofSeconds(3).toNanos());
            assertThat(states).as("four of five").containsExactly("OPEN");
        }

        @Test
        void itStartsNoThread() {
            record(true, true, true, true);
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.contains("CircuitBreaker") || name.contains("resilience4j"));
            assertThat(time.pending()).isEmpty();
        }

        private void record(boolean... failures) {
            for (boolean failed : failures) {
                assertThat(breaker.tryAcquire()).isTrue();
                breaker.record(failed, 1_000);
            }
        }
    }

    private static final class CountingLedger implements Ledger {
        final AtomicInteger headers = new AtomicInteger();
        final AtomicInteger learned = new AtomicInteger();
        final AtomicInteger bodies = new AtomicInteger();
        final AtomicInteger ended = new AtomicInteger();

        @Override
        public void headers(Admission admission, Outcome outcome, Verdict verdict, long nowNanos) {
            headers.incrementAndGet();
            learned.addAndGet(verdict == Verdict.IGNORED ? 0 : 1);
        }

        @Override
        public void bodyFailed(Admission admission, long nowNanos) {
            bodies.incrementAndGet();
        }

        @Override
        public void ended() {
            ended.incrementAndGet();
        }
    }
}
