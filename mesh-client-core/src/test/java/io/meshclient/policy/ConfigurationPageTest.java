package io.meshclient.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/configuration.md and the key table say the same. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final Pattern PROPERTIES = Pattern.compile("```properties\n(.*?)```", Pattern.DOTALL);

    @Test
    void thePageHasExactlyTheRowsOfTheTable() throws IOException {
        List<String> onPage = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("| `") && !line.startsWith("| `mesh.client.")) {
                onPage.add(line);
            }
        }
        List<String> inTable = new ArrayList<>();
        for (ConfigKey<?> row : KeyTable.rows()) {
            inTable.add(line(row));
        }

        assertThat(onPage).containsExactlyInAnyOrderElementsOf(inTable);
    }

    @Test
    void thePageHasTheTwoSwitches() throws IOException {
        assertThat(Files.readString(PAGE)).contains("| `mesh.client.enabled` |", "| `mesh.client.strict` |");
        for (ConfigKey<?> row : OnDemandPolicy.keys()) {
            assertThat(Files.readString(PAGE))
                    .contains(line(row).replace("| `" + row.name(), "| `mesh.client.on-demand." + row.name()));
        }
    }

    @Test
    void whatCannotBeADefaultIsNamed() throws IOException {
        String page = Files.readString(PAGE);
        String sentence = page.lines()
                .filter(line -> line.contains("cannot be defaults"))
                .findFirst()
                .orElseThrow();
        for (ConfigKey<?> row : KeyTable.rows()) {
            assertThat(sentence.contains("`" + row.name() + "`"))
                    .as(row.name())
                    .isNotEqualTo(KeyTable.inheritable(row.name()));
        }
    }

    @Test
    void theExamplesOfPropertiesAreAccepted() throws IOException {
        Matcher examples = PROPERTIES.matcher(Files.readString(PAGE));
        int count = 0;
        while (examples.find()) {
            Properties example = new Properties();
            example.load(new java.io.StringReader(examples.group(1)));
            Map<String, String> properties = new LinkedHashMap<>();
            example.forEach((key, value) -> properties.put((String) key, (String) value));
            assertThat(MeshConfig.builder().properties(properties).build().services())
                    .isNotEmpty();
            count++;
        }
        assertThat(count).isPositive();
    }

    private static String line(ConfigKey<?> row) {
        String fallback = row.defaultText().isEmpty() ? "none" : "`" + row.defaultText() + "`";
        return "| `" + row.name() + "` | " + row.kind() + " | " + fallback + " | " + row.allowed() + " | "
                + row.meaning() + " | " + row.reason() + " |";
    }
}
