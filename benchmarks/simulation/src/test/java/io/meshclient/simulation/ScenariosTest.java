package io.meshclient.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
}
