package io.meshclient.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void numbersHaveTheirDecimals() {
        assertThat(Numbers.fixed(0, 2)).isEqualTo("0.00");
        assertThat(Numbers.fixed(1.005, 1)).isEqualTo("1.0");
        assertThat(Numbers.fixed(12.345, 1)).isEqualTo("12.3");
        assertThat(Numbers.fixed(0.05, 1)).isEqualTo("0.1");
        assertThat(Numbers.fixed(-0.04, 1)).isEqualTo("0.0");
        assertThat(Numbers.fixed(-1.25, 1)).isEqualTo("-1.3");
        assertThat(Numbers.fixed(99.5, 0)).isEqualTo("100");
        assertThat(Numbers.shortest(3.10, 2)).isEqualTo("3.1");
        assertThat(Numbers.shortest(100, 0)).isEqualTo("100");
        assertThat(Numbers.shortest(2.0, 3)).isEqualTo("2");
    }

    @Test
    void aPercentileIsTheNearestRank() {
        long[] sorted = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        assertThat(Measures.rank(sorted, 0.5)).isEqualTo(5);
        assertThat(Measures.rank(sorted, 0.51)).isEqualTo(6);
        assertThat(Measures.rank(sorted, 0.99)).isEqualTo(10);
        assertThat(Measures.rank(sorted, 0.001)).isEqualTo(1);
        assertThat(Measures.rank(new long[0], 0.5)).isZero();
    }

    @Test
    void anAxisHasRoundEnds() {
        assertThat(Axis.linear(1, 1.18).ticks()).containsExactly(1.0, 1.05, 1.1, 1.15, 1.2);
        assertThat(Axis.logarithmic(33, 450)).extracting(Axis::low, Axis::high).containsExactly(20.0, 500.0);
        assertThat(Axis.logarithmic(1, 9000).ticks())
                .containsExactlyElementsOf(List.of(1.0, 10.0, 100.0, 1000.0, 10000.0));
        assertThat(Axis.linear(0, 100).at(50)).isEqualTo(0.5);
        assertThat(Axis.linear(0, 100).at(500)).isEqualTo(1);
    }
}
