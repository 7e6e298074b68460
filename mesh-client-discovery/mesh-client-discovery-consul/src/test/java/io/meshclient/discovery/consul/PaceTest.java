package io.meshclient.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void aFewAtOnceThenOneEachSecond() {
        Pace pace = new Pace(Long.MAX_VALUE - 3); // readings may wrap around
        long now = Long.MAX_VALUE - 3;
        for (int i = 0; i < Pace.BURST; i++) {
            assertThat(pace.takeNanos(now)).isZero();
        }
        for (int i = 0; i < 100; i++) {
            long wait = pace.takeNanos(now);
            assertThat(wait).isEqualTo(Pace.INTERVAL_NANOS);
            now += wait;
        }
    }

    @Test
    void aRestGivesTheBurstBackButNoMore() {
        Pace pace = new Pace(0);
        for (int i = 0; i < 20; i++) {
            pace.takeNanos(0);
        }
        long later = 1_000 * Pace.INTERVAL_NANOS;
        for (int i = 0; i < Pace.BURST; i++) {
            assertThat(pace.takeNanos(later)).isZero();
        }
        assertThat(pace.takeNanos(later)).isPositive();
    }
}
