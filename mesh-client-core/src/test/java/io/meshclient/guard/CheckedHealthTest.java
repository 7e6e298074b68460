package io.meshclient.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What checks make of an endpoint, and with which share it begins. */
class CheckedHealthTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void theFirstCheckDecidesAlone() {
        CheckedHealth good = new CheckedHealth(false);
        assertThat(good.isUnwell()).isTrue();
        assertThat(good.passed("200", 5)).isTrue();
        assertThat(good.isUnwell()).isFalse();

        CheckedHealth bad = new CheckedHealth(true);
        assertThat(bad.failed("503", 5)).isTrue();
        assertThat(bad.isUnwell()).isTrue();
        assertThat(bad.last()).isEqualTo("failed: 503");

        CheckedHealth waiting = new CheckedHealth(false);
        assertThat(waiting.failed("503", 5))
                .as("it waited, and is unhealthy now")
                .isTrue();
        assertThat(waiting.failed("503", 5)).isFalse();
    }

    @Test
    void thenItTakesSeveralInARow() {
        CheckedHealth health = new CheckedHealth(true);
        health.passed("", 2);
        assertThat(health.failed("", 3)).isFalse();
        assertThat(health.failed("", 3)).isFalse();
        assertThat(health.passed("", 2)).isFalse();
        assertThat(health.failed("", 3)).as("the row began anew").isFalse();
        assertThat(health.failed("", 3)).isFalse();
        assertThat(health.failed("", 3)).isTrue();
        assertThat(health.passed("", 2)).isFalse();
        assertThat(health.failed("", 3)).isFalse();
        assertThat(health.passed("", 2)).isFalse();
        assertThat(health.passed("", 2)).isTrue();
        assertThat(health.isUnwell()).isFalse();
    }

    @Test
    void whatItSaysItselfCountsAtOnceUntilTheNextGoodCheck() {
        CheckedHealth health = new CheckedHealth(true);
        health.passed("", 2);
        assertThat(health.failsByItself()).isTrue();
        assertThat(health.failsByItself()).isFalse();
        assertThat(health.isUnwell()).isTrue();
        assertThat(health.passed("", 2)).isTrue();
        assertThat(health.isUnwell()).isFalse();
    }

    @Test
    void theShareGrowsAsEnvoysDoes() {
        SlowStart even = new SlowStart(0, 60 * SECOND, 1, 0.1);
        assertThat(even.readiness(0)).as("1 s of 60 is less than the minimum").isEqualTo(0.1);
        assertThat(even.readiness(15 * SECOND)).isEqualTo(0.25);
        assertThat(even.readiness(30 * SECOND)).isEqualTo(0.5);
        assertThat(even.readiness(60 * SECOND)).isEqualTo(1);
        assertThat(even.readiness(6_000 * SECOND)).isEqualTo(1);

        SlowStart quick = new SlowStart(0, 60 * SECOND, 2, 0.1);
        assertThat(quick.readiness(15 * SECOND)).as("square root of a quarter").isCloseTo(0.5, within(1e-9));
        assertThat(quick.readiness(0)).as("square root of a sixtieth").isCloseTo(0.1291, within(1e-4));
    }

    @Property
    void theShareNeverFallsAndStaysWithinItsBounds(
            @ForAll @IntRange(min = 1, max = 600) int window,
            @ForAll @DoubleRange(min = 0.01, max = 100) double aggression,
            @ForAll @IntRange(min = 1, max = 100) int minimum) {
        SlowStart start = new SlowStart(7, window * SECOND, aggression, minimum / 100.0);
        double before = 0;
        for (int tenth = 0; tenth <= 11; tenth++) {
            double now = start.readiness(7 + window * SECOND / 10 * tenth);
            assertThat(now).isBetween(Math.max(before, minimum / 100.0), 1.0);
            before = now;
        }
        assertThat(before).isEqualTo(1);
    }
}
