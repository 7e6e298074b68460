package io.meshclient.samples.shop.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.samples.shop.Outage;
import io.meshclient.samples.shop.Trouble;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

final class HtmlReportTest {
    private static final Comparison COMPARISON = new Comparison(
            StoryTest.PLAN,
            StoryTest.STORY,
            StoryTest.STORY,
            List.of(new Trouble("orders-1", "<slow>", 0.5, 1)),
            Optional.of(new Outage("Consul", 0.5, 1.5, "orders-4", 1.6, OptionalDouble.of(1.75))),
            Map.of(1, "orders-1", 3, "inventory-1"));

    @Test
    void everyChartIsWellFormedAndThereForBothClients(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("report.html");
        HtmlReport.write(file, COMPARISON);
        List<String> charts = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL)
                .matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .toList();

        assertThat(charts).hasSize(2 * 5);
        for (String chart : charts) {
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(chart)));
        }
    }

    @Test
    void theRegistrysOutageIsMarkedOnEveryTimeAxisAndTold(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("report.html");
        HtmlReport.write(file, COMPARISON);

        assertThat(Files.readString(file).split("registry killed", -1)).hasSize(2 * 5 + 1);
        assertThat(Files.readString(file).split("registry back", -1)).hasSize(2 * 5 + 1);
        assertThat(Files.readString(file))
                .contains("come from Consul, which got killed at 0.5 s and answered again at 1.5 s: 1 s away")
                .contains("orders-4 was started at 1.6 s and got its first call 150 ms later");
    }

    @Test
    void aRunWithoutARegistrySaysNothingOfOne(@TempDir Path directory) throws Exception {
        Comparison without =
                new Comparison(StoryTest.PLAN, StoryTest.STORY, StoryTest.STORY, List.of(), Optional.empty(), Map.of());
        Path file = directory.resolve("report.html");
        HtmlReport.write(file, without);

        assertThat(Files.readString(file)).doesNotContain("registry");
    }

    @Test
    void theConsoleNamesTheLostCall() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TextReport.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), COMPARISON);

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("lost                                                        1                        1")
                .contains("inventory, exception after 1 ms: <reset> & \"more\"");
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .anyMatch(line -> line.startsWith("The storefront's endpoints come from Consul"))
                .allMatch(line -> line.length() <= 100);
    }
}
