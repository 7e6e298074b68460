package io.meshclient.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.testing.VirtualTime;
import io.meshclient.time.RandomSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoadReportTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TEXT cpu_utilization=0.3,mem_utilization=0.8,rps_fractional=12.5,eps=1,named_metrics.queue=7",
                "text cpu=0.3, mem=0.8 ,rps_fractional=12.5,eps=1,named_metrics.queue=7",
                "cpu_utilization:0.3,mem_utilization:0.8,rps_fractional:12.5,eps:1,named_metrics.queue:7",
                "JSON {\"cpu_utilization\":0.3,\"mem_utilization\":0.8,\"rps_fractional\":12.5,\"eps\":1,\"named_metrics\":{\"queue\":7}}",
                "JSON { \"namedMetrics\" : { \"queue\" : 7 } , \"cpuUtilization\" : 3e-1, \"memUtilization\":0.8, \"rpsFractional\": 12.5, \"eps\": 1.0 }"
            })
    void everyFormatIsRead(String header) {
        assertThat(LoadReport.parse(header))
                .isEqualTo(new LoadReport(Map.of(
                        LoadReport.CPU,
                        0.3,
                        LoadReport.MEMORY,
                        0.8,
                        LoadReport.REQUESTS,
                        12.5,
                        LoadReport.ERRORS,
                        1.0,
                        "named_metrics.queue",
                        7.0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "TEXT",
                "TEXT ",
                "TEXT =",
                "TEXT cpu_utilization=",
                "TEXT cpu_utilization=NaN",
                "TEXT eps=1e999",
                "TEXT cpu_utilization=a lot",
                "JSON",
                "JSON {",
                "JSON {}",
                "JSON []",
                "JSON {\"cpu_utilization\"}",
                "JSON {\"cpu_utilization\":\"0.3\"}",
                "JSON {\"a\":{\"b\":{",
                "JSON null",
                "BIN AAAA",
                ",,,",
                ":::"
            })
    void whatIsNoReportIsNone(String header) {
        assertThat(LoadReport.parse(header)).isNull();
    }

    @Test
    void whatCannotBeReadIsPassedOver() {
        assertThat(LoadReport.parse("TEXT cpu_utilization=high,eps=2,cpu_utilization=0.4,eps=9"))
                .isEqualTo(new LoadReport(Map.of(LoadReport.ERRORS, 2.0, LoadReport.CPU, 0.4)));
    }

    @Test
    void noHeaderIsTooStrange() {
        RandomSource random = VirtualTime.seeded(9);
        String alphabet = "JSONTEX {}[]\":,=.0123456789eE+-abc\\\u0000\u00fc";
        for (int round = 0; round < 50_000; round++) {
            StringBuilder header = new StringBuilder(round % 2 == 0 ? "JSON {" : "TEXT ");
            for (int i = random.nextInt(40); i > 0; i--) {
                header.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            @Nullable LoadReport report = LoadReport.parse(header.toString());
            assertThat(report == null || report.metrics().values().stream().allMatch(Double::isFinite))
                    .isTrue();
        }
    }

    @Test
    void itIsBounded() {
        StringBuilder many = new StringBuilder("TEXT ");
        for (int i = 0; i < 500; i++) {
            many.append("m").append(i).append("=1,");
        }
        assertThat(LoadReport.parse(many.toString()).metrics()).hasSize(64);
        assertThat(LoadReport.parse("TEXT eps=1," + "x".repeat(10_000))).isNull();
    }

    @Test
    void weightIsWhatAFullServerWouldServe() {
        assertThat(weight("TEXT cpu_utilization=0.5,rps_fractional=100")).isEqualTo(200);
        assertThat(weight("TEXT application_utilization=0.25,cpu_utilization=0.5,rps_fractional=100"))
                .as("the application knows best")
                .isEqualTo(400);
        assertThat(weight("TEXT named_metrics.queue=0.8,cpu_utilization=0.5,rps_fractional=100"))
                .isEqualTo(125);
        assertThat(weight("TEXT cpu_utilization=0.5,rps_fractional=100,eps=50"))
                .as("half of the calls fail")
                .isEqualTo(100);
        assertThat(weight("TEXT cpu_utilization=0.5")).as("no rate").isZero();
        assertThat(weight("TEXT rps_fractional=100")).as("no utilisation").isZero();
        assertThat(weight("TEXT cpu_utilization=-1,rps_fractional=-5")).isZero();
    }

    private static double weight(String header) {
        return LoadReport.parse(header).weight(List.of("named_metrics.queue"), 1);
    }

    @Test
    void aWeightCountsAfterABlackoutAndUntilItExpires() {
        LoadReport report = LoadReport.parse("TEXT eps=1");
        ServerLoad load = new ServerLoad(report, 5, 0);
        assertThat(load.weight(10, 180, 9)).as("blackout").isZero();
        assertThat(load.weight(10, 180, 10)).isEqualTo(5);
        load.report(report, 7, 180, 100);
        assertThat(load.weight(10, 180, 100)).as("reports went on").isEqualTo(7);
        load.report(report, 0, 180, 101);
        assertThat(load.weight(10, 180, 101)).as("a report without a weight").isEqualTo(7);
        assertThat(load.age(105)).isEqualTo(4);
        assertThat(load.weight(10, 180, 279)).isEqualTo(7);
        assertThat(load.weight(10, 180, 280)).as("expired").isZero();
        load.report(report, 9, 180, 300);
        assertThat(load.weight(10, 180, 305)).as("blackout again").isZero();
        assertThat(load.weight(10, 180, 310)).isEqualTo(9);
    }
}
