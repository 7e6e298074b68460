package io.meshclient.simulation.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyTest {

    private static final long MILLI = 1_000_000L;

    @Test
    void theNormalQuantilesAreThoseOfTheTables() {
        assertThat(Normal.quantile(0.5)).isCloseTo(0, within(1e-8));
        assertThat(Normal.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-8));
        assertThat(Normal.quantile(0.99)).isCloseTo(2.3263478740408408, within(1e-8));
        assertThat(Normal.quantile(0.001)).isCloseTo(-3.090232306167813, within(1e-8));
    }

    @Test
    void aLogNormalLatencyHasItsMedianAndItsTail() {
        LogNormal latency = LogNormal.of(20 * MILLI, 60 * MILLI);
        assertThat(latency.nanos(0.5)).isCloseTo(20 * MILLI, within(1L));
        assertThat(latency.nanos(0.99)).isCloseTo(60 * MILLI, within(10L));
        double sigma = latency.sigma();
        assertThat(latency.mean())
                .as("median · exp(σ²/2)")
                .isCloseTo(20 * MILLI * Math.exp(sigma * sigma / 2), Percentage.withPercentage(0.5));
    }

    @Test
    void aTwoHumpedLatencyIsSlowForItsShare() {
        Latency latency = TwoHumped.of(10 * MILLI, 100 * MILLI, 0.05);
        assertThat(latency.nanos(0.475)).isCloseTo(10 * MILLI, within(1000L));
        assertThat(latency.nanos(0.949)).isLessThan(20 * MILLI);
        assertThat(latency.nanos(0.951)).isGreaterThan(60 * MILLI);
        assertThat(latency.nanos(0.975)).isCloseTo(100 * MILLI, within(1000L));
    }

    @Test
    void aConstantLatencyIsAlwaysTheSame() {
        assertThat(Latency.constant(5).nanos(0.999)).isEqualTo(5);
        assertThat(Latency.constant(5).mean()).isEqualTo(5);
    }

    @Test
    void quantilesAreJoinedByStraightLines() {
        Latency latency =
                Quantiles.parse("q.csv", List.of("quantile,latency", "# measured", "", "0.5,10ms", "0.9,30ms"));
        assertThat(latency.nanos(0.1)).isEqualTo(10 * MILLI);
        assertThat(latency.nanos(0.7)).isCloseTo(20 * MILLI, within(1L));
        assertThat(latency.nanos(0.95)).isEqualTo(30 * MILLI);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.9", "0.9,fast", "1.5,10ms", "x,10ms", "0.4,10ms", "0.9,5ms", "0.9,-1ms"})
    void aLineThatIsNoQuantileIsNamed(String line) {
        assertThatThrownBy(() -> Quantiles.parse("q.csv", List.of("0.5,10ms", line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("q.csv:2: '" + line + "' ");
    }

    @Test
    void aFileWithoutQuantilesIsRefused() {
        assertThatThrownBy(() -> Quantiles.parse("q.csv", List.of("quantile,latency")))
                .hasMessage("q.csv has no quantiles; allowed: lines such as 0.99,250ms");
    }
}
