package io.meshclient.benchmarks.faults.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallsTest {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    @Test
    void latencyIsTheNearestRank() {
        List<Call> hundred = new ArrayList<>();
        for (int i = 100; i > 0; i--) {
            hundred.add(call(0, i, 1, null));
        }
        Calls calls = new Calls(hundred);

        assertThat(calls.latency(50)).isEqualTo(50 * MILLI);
        assertThat(calls.latency(99)).isEqualTo(99 * MILLI);
        assertThat(calls.latency(100)).isEqualTo(100 * MILLI);
        assertThat(new Calls(List.of()).latency(99)).isZero();
    }

    @Test
    void amplificationCountsWhoWasNeverAskedToo() {
        Calls calls = new Calls(List.of(call(0, 1, 3, null), call(1, 1, 1, null), call(2, 1, 0, "refused")));

        assertThat(calls.amplification()).isCloseTo(4.0 / 3, within(1e-9));
        assertThat(calls.lost().count()).isEqualTo(1);
        assertThat(calls.firstLoss()).isEqualTo("refused");
    }

    /** Slow until 1.25 s: the first second without a slow call begins there, and steps of 100 ms see 1.3 s. */
    @Test
    void theFirstSecondIsOneOfWhichItHoldsFromBeginningToEnd() {
        List<Call> list = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            long start = i * 10 * MILLI;
            list.add(call(start, start < 1_250 * MILLI ? 900 : 5, 1, null));
        }
        Calls calls = new Calls(list);

        assertThat(calls.untilSecondOf(0, 5 * SECOND, second -> second.latency(100) < 10 * MILLI))
                .hasValue(1_300 * MILLI);
        assertThat(calls.untilSecondOf(0, 2 * SECOND, second -> second.latency(100) < 10 * MILLI))
                .as("no second that is over by then")
                .isEmpty();
    }

    @Test
    void aSecondMayHaveAsManySlowCallsAsItsPercentileLetsPass() {
        List<Call> list = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            list.add(call(i * 2 * MILLI, i < 5 ? 6_000 : 12, 1, null));
        }
        assertThat(new Calls(list).latency(99)).isEqualTo(12 * MILLI);

        list.add(call(0, 6_000, 1, null));
        assertThat(new Calls(list).latency(99)).isEqualTo(6_000 * MILLI);
    }

    @Test
    void sharesAreOfWhoWasAskedLast() {
        Calls calls = new Calls(List.of(call(0, 1, 1, null), call(1, 1, 0, "refused")));

        assertThat(calls.share("a:1")).isEqualTo(0.5);
        assertThat(calls.share("b:1")).isZero();
        assertThat(calls.slowerThan(Duration.ZERO).count()).isEqualTo(2);
    }

    private static Call call(long start, long millis, int attempts, @Nullable String loss) {
        return new Call(start, millis * MILLI, true, attempts, attempts == 0 ? null : "a:1", loss);
    }
}
