package io.meshclient.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The command. */
class SimulateTest {

    private static final String SHORT = """
            # A short one
            duration: 14s
            servers: [{name: web, count: 2, latency: 10ms}]
            load: {rate: 50}
            troubles: [{at: 11s, for: 2s, servers: web-1, kind: down}]
            expect: {p99: LIMIT}
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int run(String... arguments) {
        return Simulate.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("short.yaml"), yaml).toString();
    }

    @Test
    void itPrintsTheTableAndWritesTableAndChart() throws Exception {
        Path target = folder.resolve("a/b");
        assertThat(run(file(SHORT.replace("LIMIT", "1s")), "--out", target.toString()))
                .isZero();
        String table = out.toString(StandardCharsets.UTF_8);
        assertThat(table).contains("short\nA short one\n", "\npolicy ", "\nideal ", "\ndefault ", "met     p99 in ms");
        assertThat(table.strip())
                .isEqualTo(Files.readString(target.resolve("short.txt")).strip());
        Document chart = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(target.resolve("short.svg")))));
        assertThat(chart.getElementsByTagName("polyline").getLength())
                .as("two policies, four panels")
                .isEqualTo(8);
        assertThat(chart.getDocumentElement().getTextContent())
                .contains("p99 latency, ms", "success, %", "web-1 down", "ideal", "10 s");
    }

    @Test
    void aMissedExpectationIsOne() throws IOException {
        assertThat(run(file(SHORT.replace("LIMIT", "1ms")))).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("MISSED  p99 in ms");
    }

    @Test
    void aWrongScenarioIsTwoAndNothingIsSimulated() throws IOException {
        String bad = file(SHORT.replace("LIMIT", "1s").replace("rate: 50", "rate: -50"));
        assertThat(run(bad)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines(
                        "simulate: " + bad + ":4: load.rate = '-50' is below 0.0; allowed: 0 to 1000000\n");
        assertThat(out.size()).isZero();
    }

    @Test
    void wrongUsageIsTwo() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("x.yaml", "--quick")).isEqualTo(2);
        assertThat(run("x.yaml", "--out")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("say which scenario", "'--quick' is no option");
    }
}
