package io.meshclient.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Property
    void itStaysBelowABoundThatDoubles(
            @ForAll @IntRange(min = -1, max = 10_000) int failures,
            @ForAll @LongRange(min = 1, max = 1_000_000) long base,
            @ForAll @IntRange(min = 1, max = 1_000_000) int factor,
            @ForAll long bits) {
        Backoff backoff = new Backoff(Duration.ofNanos(base), Duration.ofNanos(base * factor));
        double bound = Math.min(base * Math.pow(2, Math.max(failures, 1) - 1.0), (double) base * factor);

        assertThat((double) backoff.nanos(failures, () -> bits)).isBetween(0.0, bound);
    }

    /** A registry that a thousand clients lost together is asked by 500 a second at first, soon by 200. */
    @Test
    void aThousandClientsComeBackSpreadOverTheWholeTime() {
        Random random = new Random(7);
        for (int failures = 1; failures <= 10; failures++) {
            double boundSeconds = Math.min(10, 0.5 * Math.pow(2, failures - 1.0));
            TreeMap<Integer, Integer> tenths = new TreeMap<>();
            for (int client = 0; client < 1_000; client++) {
                double seconds = Backoff.USUAL.nanos(failures, random::nextLong) / 1e9;
                tenths.merge((int) (seconds / boundSeconds * 10), 1, Integer::sum);
            }
            assertThat(tenths).hasSize(10);
            assertThat(tenths.values()).allMatch(clients -> clients > 50 && clients < 150);
        }
    }

    @Test
    void impossibleBoundsAreRefused() {
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessage("A back-off from PT2S to PT1S is not possible; allowed: 0 < base ≤ max");
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessageContaining("not possible");
    }
}
