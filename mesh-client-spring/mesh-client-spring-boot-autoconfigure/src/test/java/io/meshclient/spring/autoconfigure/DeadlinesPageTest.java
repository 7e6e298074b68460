package io.meshclient.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.policy.ConfigKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/deadlines.md, what IDEs are told, and the filters' key table say the same. */
class DeadlinesPageTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "deadlines.md");

    @Test
    void thePageHasARowForEachKeyAndNoOther() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `" + InboundDeadlineKeys.PREFIX))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(InboundDeadlineKeys.ROWS.stream()
                        .map(DeadlinesPageTest::row)
                        .toList());
    }

    private static String row(ConfigKey<?> key) {
        return "| `" + InboundDeadlineKeys.PREFIX + key.name() + "` | " + key.kind() + " | `" + key.defaultText()
                + "` | " + key.allowed() + " | " + key.meaning() + " | " + key.reason() + " |";
    }

    @Test
    void thePageNamesTheOrderAndTheKeyOfTheContext() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains("`" + InboundDeadlines.CONTEXT_KEY + "`");
        assertThat(DeadlineFilter.ORDER).isEqualTo(Integer.MIN_VALUE + 10);
        assertThat(page).contains("`Ordered.HIGHEST_PRECEDENCE + 10`");
    }

    @Test
    void theMetadataHaveEachKeyWithItsDefaultAndMeaning() throws IOException {
        Map<String, JsonNode> metadata = metadata();
        TreeSet<String> keys = new TreeSet<>();
        for (ConfigKey<?> key : InboundDeadlineKeys.ROWS) {
            keys.add(key.name());
            JsonNode property = metadata.get(key.name());
            assertThat(property).as(key.name()).isNotNull();
            assertThat(property.path("description").asString()).as(key.name()).isEqualTo(key.meaning() + ".");
            assertThat(property.path("defaultValue").asString(""))
                    .as(key.name())
                    .isEqualTo(key.defaultText());
        }
        assertThat(metadata.keySet()).isEqualTo(keys);
    }

    private static Map<String, JsonNode> metadata() throws IOException {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        for (var file : Collections.list(
                DeadlinesPageTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream in = file.openStream()) {
                JsonMapper.shared().readTree(in).path("properties").forEach(property -> {
                    String name = property.get("name").asString();
                    if (name.startsWith(InboundDeadlineKeys.PREFIX)) {
                        properties.put(name.substring(InboundDeadlineKeys.PREFIX.length()), property);
                    }
                });
            }
        }
        return properties;
    }
}
