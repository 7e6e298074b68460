package io.meshclient.spring.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.policy.ConfigKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/registration.md, what IDEs are told, and the key table say the same. */
class RegistrationPageTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "registration.md");

    private static String row(ConfigKey<?> key) {
        String fallback = key.defaultText().isEmpty() ? "none" : "`" + key.defaultText() + "`";
        return "| `" + key.name() + "` | " + key.kind() + (key.secret() ? ", secret" : "") + " | " + fallback + " | "
                + key.meaning() + " | " + key.reason() + " |";
    }

    @Test
    void thePageHasARowForEachKeyAndNoOther() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.matches("\\| `[a-z-]+(\\.[a-z-]+)*` \\|( [^|]* \\|){4}"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(RegistrationKeys.ROWS.stream()
                        .map(RegistrationPageTest::row)
                        .toList());
    }

    @Test
    void theMetadataHaveEachKeyWithItsDefaultAndMeaning() throws IOException {
        Map<String, JsonNode> metadata = metadata();
        Set<String> keys = new TreeSet<>(Set.of("metadata"));
        for (ConfigKey<?> key : RegistrationKeys.ROWS) {
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
        List<java.net.URL> files = new ArrayList<>(Collections.list(RegistrationPageTest.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json")));
        for (var file : files) {
            try (InputStream in = file.openStream()) {
                JsonMapper.shared().readTree(in).path("properties").forEach(property -> {
                    String name = property.get("name").asString();
                    if (name.startsWith(RegistrationKeys.PREFIX)) {
                        properties.put(name.substring(RegistrationKeys.PREFIX.length()), property);
                    }
                });
            }
        }
        return properties;
    }
}
