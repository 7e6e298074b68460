package io.meshclient.simulation;

import static io.meshclient.simulation.Simulation.simulate;
import static io.meshclient.simulation.SimulationAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.policy.ConfigKey;
import io.meshclient.simulation.scenario.Keys;
import io.meshclient.simulation.scenario.LoadKeys;
import io.meshclient.simulation.scenario.ServerKeys;
import io.meshclient.simulation.scenario.Table;
import io.meshclient.simulation.scenario.TroubleKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page {@code docs/simulator.md}: its tables are the reader's, its example runs. */
class SimulatorPageTest {

    private static final Path PAGE = Path.of("../../docs/simulator.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");

    private static final Map<String, Table> TABLES = new LinkedHashMap<>();

    static {
        TABLES.put("FILE", Keys.FILE);
        TABLES.put("SERVERS", ServerKeys.SERVERS);
        TABLES.put("CLIENTS", LoadKeys.CLIENTS);
        TABLES.put("LOAD", LoadKeys.LOAD);
        TABLES.put("STEPS", LoadKeys.STEPS);
        TABLES.put("TROUBLES", TroubleKeys.TROUBLES);
        TABLES.put("EXPECT", Keys.EXPECT);
    }

    @Test
    void theTablesAreThoseThatTheReaderKnows() throws IOException {
        String page = Files.readString(PAGE);
        for (Map.Entry<String, Table> table : TABLES.entrySet()) {
            String begin = "<!-- keys: " + table.getKey() + " -->\n";
            assertThat(page).contains(begin);
            int from = page.indexOf(begin) + begin.length();
            page = page.substring(0, from)
                    + table(table.getValue())
                    + page.substring(page.indexOf("<!-- end -->", from));
        }
        Golden.check(PAGE, page);
    }

    private static String table(Table keys) {
        StringBuilder rows = new StringBuilder("| key | default | allowed | what |\n|---|---|---|---|\n");
        for (ConfigKey<?> key : keys.rows()) {
            String absent = key.defaultText().isEmpty() ? "–" : "`" + key.defaultText() + "`";
            rows.append("| `%s` | %s | %s | %s |\n".formatted(key.name(), absent, key.allowed(), key.meaning()));
        }
        return rows.toString();
    }

    @Test
    void everyScenarioIsListedWithWhatItShows() throws IOException {
        String page = Files.readString(PAGE);
        String begin = "<!-- scenarios -->\n";
        int from = page.indexOf(begin) + begin.length();
        String rest = page.substring(page.indexOf("<!-- end -->", from));
        Golden.check(PAGE, page.substring(0, from) + scenarios() + rest);
    }

    private static String scenarios() throws IOException {
        StringBuilder rows = new StringBuilder("| scenario | what a good policy must show |\n|---|---|\n");
        for (Path file : ScenariosTest.scenarios()) {
            Scenario scenario = Scenario.read(file);
            rows.append("| [%s](load-balancing/%s.svg) | %s |\n"
                    .formatted(scenario.name(), scenario.name(), scenario.purpose()));
        }
        return rows.toString();
    }

    @Test
    void theExampleDoesWhatItExpects() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(PAGE));
        assertThat(example.find()).isTrue();
        Scenario scenario = Scenario.parse("example", example.group(1));
        assertThat(scenario.purpose()).startsWith("One of four servers becomes slow");
        assertThat(simulate(scenario))
                .isAsExpected()
                .policy("peak-ewma")
                .p99Below(Duration.ofMillis(80))
                .lostAtMost(0)
                .detectsWithin(Duration.ofSeconds(1));
    }
}
