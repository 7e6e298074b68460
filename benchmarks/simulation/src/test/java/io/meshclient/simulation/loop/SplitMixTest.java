package io.meshclient.simulation.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SplitMixTest {

    @Test
    void aStreamRepeatsAndStreamsDiffer() {
        assertThat(new SplitMix(1, 2).nextLong()).isEqualTo(new SplitMix(1, 2).nextLong());
        assertThat(new SplitMix(1, 2).nextLong()).isNotEqualTo(new SplitMix(1, 3).nextLong());
        assertThat(new SplitMix(1, 2).nextLong()).isNotEqualTo(new SplitMix(2, 2).nextLong());
    }

    @Test
    void drawsByPlaceAreUniformAndNeverAtTheEnds() {
        double sum = 0;
        for (int call = 0; call < 100_000; call++) {
            double draw = SplitMix.at(1, call, call % 3);
            assertThat(draw).isStrictlyBetween(0.0, 1.0);
            sum += draw;
        }
        assertThat(sum / 100_000).isCloseTo(0.5, within(0.01));
        assertThat(SplitMix.at(1, 5, 0)).isNotEqualTo(SplitMix.at(1, 5, 1));
    }
}
