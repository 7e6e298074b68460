package io.meshclient.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeoutHeadersTest {

    @ParameterizedTest
    @CsvSource({
        "1H, PT1H",
        "2M, PT2M",
        "3S, PT3S",
        "250m, PT0.25S",
        "4u, PT0.000004S",
        "5n, PT0.000000005S",
        "99999999H, PT99999999H",
        "007m, PT0.007S"
    })
    void gRpcNamesItsUnit(String value, Duration meant) {
        assertThat(TimeoutHeaders.grpc(value)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "5", "5s", "-5m", "+5m", "1.5S", "5 m", "0m", "100000000m", "٣m", "5mm"})
    void whatIsNoTimeOfGRpcsIsPassedOver(String value) {
        assertThat(TimeoutHeaders.grpc(value)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1, PT0.001S", "15000, PT15S", "' 250 ', PT0.25S", "999999999999999, PT999999999999.999S"})
    void envoyCountsMilliseconds(String value, Duration meant) {
        assertThat(TimeoutHeaders.expected(value)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "+1", "1.5", "1s", "1000000000000000", "99999999999999999999", "never"})
    void whatIsNoTimeOfEnvoysIsPassedOver(String value) {
        assertThat(TimeoutHeaders.expected(value)).isNull();
    }

    @Test
    void theShorterOfBothCounts() {
        assertThat(read(Map.of())).isNull();
        assertThat(read(Map.of(TimeoutHeaders.EXPECTED, "200"))).isEqualTo(Duration.ofMillis(200));
        assertThat(read(Map.of(TimeoutHeaders.GRPC, "1S"))).isEqualTo(Duration.ofSeconds(1));
        assertThat(read(Map.of(TimeoutHeaders.EXPECTED, "200", TimeoutHeaders.GRPC, "1S")))
                .isEqualTo(Duration.ofMillis(200));
        assertThat(read(Map.of(TimeoutHeaders.EXPECTED, "2000", TimeoutHeaders.GRPC, "1S")))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(read(Map.of(TimeoutHeaders.EXPECTED, "soon", TimeoutHeaders.GRPC, "1S")))
                .isEqualTo(Duration.ofSeconds(1));
    }

    private static Duration read(Map<String, String> headers) {
        return TimeoutHeaders.read(headers::get);
    }

    @Test
    void whatIsWrittenCanBeReadAndHasAtMostEightDigits() {
        assertThat(TimeoutHeaders.grpc(1)).isEqualTo("1m");
        assertThat(TimeoutHeaders.grpc(99_999_999)).isEqualTo("99999999m");
        assertThat(TimeoutHeaders.grpc(100_000_000)).isEqualTo("100000S");
        assertThat(TimeoutHeaders.grpc(Long.MAX_VALUE)).isEqualTo("99999999S");
        assertThat(TimeoutHeaders.grpc(TimeoutHeaders.grpc(1_234))).isEqualTo(Duration.ofMillis(1_234));
    }
}
