package io.meshclient.samples.shop.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class PercentilesTest {
    @Test
    void nearestRankOfOneToAHundred() {
        Percentiles percentiles = Percentiles.of(LongStream.rangeClosed(1, 100).map(i -> 101 - i));

        assertThat(percentiles.at(0.5)).isEqualTo(50);
        assertThat(percentiles.at(0.9)).isEqualTo(90);
        assertThat(percentiles.at(0.99)).isEqualTo(99);
        assertThat(percentiles.at(0.999)).isEqualTo(100);
        assertThat(percentiles.at(1)).isEqualTo(100);
    }

    @Test
    void betweenTwoValuesTheLargerIsTaken() {
        Percentiles percentiles = Percentiles.of(LongStream.of(10, 20));

        assertThat(percentiles.at(0.5)).isEqualTo(10);
        assertThat(percentiles.at(0.51)).isEqualTo(20);
    }

    @Test
    void oneValueIsEveryPercentile() {
        Percentiles percentiles = Percentiles.of(LongStream.of(7));

        assertThat(percentiles.at(0.001)).isEqualTo(7);
        assertThat(percentiles.at(1)).isEqualTo(7);
    }

    @Test
    void noValuesHaveNoPercentiles() {
        Percentiles none = Percentiles.of(LongStream.empty());

        assertThat(none.isEmpty()).isTrue();
        assertThatThrownBy(() -> none.at(0.5)).isInstanceOf(IllegalStateException.class);
    }
}
