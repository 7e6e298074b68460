package io.meshclient.benchmarks.endtoend.report;

import static io.meshclient.benchmarks.endtoend.report.Samples.p50;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class CsvTest {
    @Test
    void oneValueALineInTheOrderOfTheHeader() {
        List<String> lines = Csv.lines(List.of(p50(3, Mode.C8, "mesh-spring", 142.25)));

        assertThat(lines)
                .startsWith("round,mode,contender,metric,value", "3,c8,mesh-spring,p50_us,142.250")
                .contains("3,c8,mesh-spring,errors,0");
    }

    @Test
    void theMetricsAreTheOnesThatReadersKnow() {
        List<String> lines = Csv.lines(List.of(p50(1, Mode.C1, "okhttp", 1)));

        assertThat(lines.stream().skip(1).map(line -> line.split(",", -1)[3]))
                .containsExactly("p50_us", "p99_us", "rps", "cpu_us", "bytes", "rss_mib", "errors", "sent", "served");
    }

    @Test
    void theDecimalSignIsAPointEverywhere() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(Csv.lines(List.of(p50(1, Mode.C1, "okhttp", 0.5)))).contains("1,c1,okhttp,p50_us,0.500");
        } finally {
            Locale.setDefault(before);
        }
    }
}
