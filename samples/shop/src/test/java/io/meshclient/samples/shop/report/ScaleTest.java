package io.meshclient.samples.shop.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ScaleTest {
    @Test
    void valuesGrowAgainstTheScreensYAxis() {
        Scale scale = Scale.linear(0, 100, 200, 0);

        assertThat(scale.at(0)).isEqualTo(200);
        assertThat(scale.at(25)).isEqualTo(150);
        assertThat(scale.at(100)).isEqualTo(0);
    }

    @Test
    void equalRatiosAreEqualDistancesWhenLogarithmic() {
        Scale scale = Scale.logarithmic(1, 1000, 0, 30);

        assertThat(scale.at(10)).isEqualTo(10, within(1e-9));
        assertThat(scale.at(100)).isEqualTo(20, within(1e-9));
    }

    @Test
    void whatIsBeyondAnEndIsDrawnAtThatEnd() {
        assertThat(Scale.linear(0, 10, 0, 100).at(11)).isEqualTo(100);
        assertThat(Scale.linear(0, 10, 0, 100).at(-1)).isEqualTo(0);
        assertThat(Scale.logarithmic(1, 10, 0, 100).at(0)).isEqualTo(0);
    }

    @Test
    void ticksAreRoundAndNotTooMany() {
        assertThat(Scale.linear(0, 40, 0, 1).ticks(9))
                .containsExactly(0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0);
        assertThat(Scale.linear(0, 37, 0, 1).ticks(6)).containsExactly(0.0, 10.0, 20.0, 30.0);
        assertThat(Scale.linear(0, 4, 0, 1).ticks(6)).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
        assertThat(Scale.logarithmic(1, 4000, 0, 1).ticks(6)).containsExactly(1.0, 10.0, 100.0, 1000.0);
    }

    @Test
    void anEmptyRangeIsRefused() {
        assertThatThrownBy(() -> Scale.linear(0, 0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Scale.logarithmic(0, 1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
