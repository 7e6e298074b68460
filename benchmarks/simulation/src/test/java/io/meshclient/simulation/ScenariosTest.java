package io.meshclient.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario that is checked in, beside its golden table. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScenariosTest {

    private static final Path FOLDER = Path.of("scenarios");
    private static final Path PAGE = Path.of("../../docs/load-balancing.md");
    private static final List<String> COMPARED =
            List.of("peak-ewma", "least-request", "prequal", "orca", "round-robin", "random");
    private static final Path CHARTS = Path.of("../../docs/load-balancing");

    static List<Path> scenarios() throws IOException {
        return files(FOLDER, ".yaml");
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceAll("\\.[a-z]+$", "");
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("scenarios")
    void theTableIsTheCheckedInOne(Path file) throws IOException {
        Scenario scenario = Scenario.read(file);
        assertThat(scenario.purpose())
                .as("the first line says what a good policy must show")
                .isNotEmpty();
        SimulationResult result = Simulation.simulate(scenario);
        Golden.check(FOLDER.resolve(scenario.name() + ".txt"), result.table());
        Golden.check(CHARTS.resolve(scenario.name() + ".svg"), result.chart());
    }

    @Order(2) // where they are written, they are written before
    @Test
    void eachTableAndChartHasItsScenarioAndTheReverse() throws IOException {
        List<String> names = scenarios().stream().map(ScenariosTest::name).toList();
        assertThat(names).hasSizeGreaterThanOrEqualTo(16);
        assertThat(files(FOLDER, ".txt").stream().map(ScenariosTest::name)).containsExactlyElementsOf(names);
        assertThat(files(CHARTS, ".svg").stream().map(ScenariosTest::name)).containsExactlyElementsOf(names);
    }

    /** The page's overview is what the tables say. */
    @Order(3)
    @Test
    void thePagesOverviewIsWhatTheTablesSay() throws IOException {
        String page = Files.readString(PAGE);
        String begin = "<!-- overview -->\n";
        int from = page.indexOf(begin) + begin.length();
        String rest = page.substring(page.indexOf("<!-- end -->", from));
        Golden.check(PAGE, page.substring(0, from) + overview() + rest);
    }

    private static String overview() throws IOException {
        StringBuilder rows = new StringBuilder("| scenario | " + String.join(" | ", COMPARED) + " |\n");
        rows.append("|---|").append("--:|".repeat(COMPARED.size())).append('\n');
        for (Path table : files(FOLDER, ".txt")) {
            List<String> lines = Files.readAllLines(table);
            rows.append("| [%s](load-balancing/%s.svg) |".formatted(name(table), name(table)));
            COMPARED.forEach(
                    policy -> rows.append(' ').append(cell(lines, policy)).append(" |"));
            rows.append('\n');
        }
        return rows.toString();
    }

    private static String cell(List<String> lines, String policy) {
        for (String line : lines) {
            String[] cells = line.split(" {2,}");
            if (cells[0].equals(policy)) {
                double lost = 100 - Double.parseDouble(cells[2]);
                String part = lost == 0
                        ? ""
                        : lost < 0.001 ? ", lost < 0.001 %" : String.format(Locale.ROOT, ", lost %.3f %%", lost);
                return "×" + cells[6] + part;
            }
        }
        return "–";
    }
}
