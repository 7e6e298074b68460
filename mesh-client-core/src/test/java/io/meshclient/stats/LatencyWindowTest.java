package io.meshclient.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LatencyWindowTest {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    private final LatencyWindow window = new LatencyWindow(30 * SECOND);

    @Test
    void theQuantileIsTheBucketsUpperBound() {
        for (int i = 1; i <= 100; i++) {
            window.add(i * MILLI, 0);
        }
        assertThat(window.quantile(0.5, 1, 0)).isBetween(50 * MILLI, 57 * MILLI);
        assertThat(window.quantile(0.99, 1, 0)).isBetween(99 * MILLI, 112 * MILLI);
    }

    @Test
    void tooFewSayNothing() {
        for (int i = 0; i < 9; i++) {
            window.add(MILLI, 0);
        }
        assertThat(window.quantile(0.5, 10, 0)).isEqualTo(-1);
        window.add(MILLI, 0);
        assertThat(window.quantile(0.5, 10, 0)).isPositive();
        assertThat(new LatencyWindow(SECOND).quantile(0.5, 0, 0)).isEqualTo(-1);
    }

    @Test
    void whatIsOldIsForgotten() {
        window.add(100 * MILLI, 0);
        window.add(MILLI, 20 * SECOND);
        assertThat(window.quantile(0.99, 2, 20 * SECOND)).isGreaterThanOrEqualTo(100 * MILLI);

        assertThat(window.quantile(0.99, 2, 31 * SECOND)).isEqualTo(-1);
        assertThat(window.quantile(0.99, 1, 31 * SECOND)).isCloseTo(MILLI, within(MILLI / 8));
    }

    @Test
    void aSliceIsEmptiedBeforeItIsUsedAgain() {
        for (int second = 0; second < 300; second++) {
            window.add((second < 200 ? 100 : 1) * MILLI, second * SECOND);
        }
        assertThat(window.quantile(0.99, 20, 299 * SECOND)).isCloseTo(MILLI, within(MILLI / 8));
    }

    @Test
    void itWorksBeforeTimeZeroToo() {
        window.add(MILLI, -7 * SECOND);
        assertThat(window.quantile(0.5, 1, -SECOND)).isCloseTo(MILLI, within(MILLI / 8));
    }

    @Property
    void aQuantileIsAtMostAnEighthTooHighAndNeverTooLow(
            @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 100_000, max = 60_000_000_000L) Long> latencies,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double part) {
        LatencyWindow all = new LatencyWindow(SECOND);
        latencies.forEach(latency -> all.add(latency, 0));
        List<Long> sorted = latencies.stream().sorted().toList();
        long exact = sorted.get(Math.max(1, (int) Math.ceil(part * sorted.size() - 1e-9)) - 1);

        assertThat(all.quantile(part, 1, 0)).isBetween(exact, exact + exact / 8 + 1);
    }

    @Property
    void anyLatencyHasItsPlace(@ForAll long latency) {
        LatencyWindow one = new LatencyWindow(SECOND);
        one.add(latency, 0);
        assertThat(one.quantile(0.99, 1, 0)).isBetween(1L, 138 * SECOND);
    }
}
