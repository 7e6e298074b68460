package io.meshclient.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.discovery.testkit.DocumentedKeys;
import io.meshclient.policy.ConfigKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The table of the documentation, and what editors know, are the keys. */
class ConsulPageTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "discovery", "consul.md");
    private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

    private static final Map<String, String> TYPES = Map.of(
            "boolean", "java.lang.Boolean",
            "duration", "java.time.Duration",
            "whole number", "java.lang.Integer");

    @Test
    void thePageHasExactlyTheKeys() throws IOException {
        DocumentedKeys.assertPage(PAGE, new ConsulDiscoveryProvider());
    }

    @Test
    void editorsKnowExactlyTheKeys() throws IOException {
        DocumentedKeys.assertMetadata(new ConsulDiscoveryProvider());
        List<Map<String, String>> expected = new ArrayList<>();
        for (ConfigKey<?> row : ConsulKeys.ROWS) {
            Map<String, String> property = new LinkedHashMap<>();
            property.put("name", ConsulKeys.PREFIX + row.name());
            property.put("type", TYPES.getOrDefault(row.kind(), "java.lang.String"));
            property.put("description", row.meaning() + ".");
            if (!row.defaultText().isEmpty()) {
                property.put("defaultValue", row.defaultText());
            }
            expected.add(property);
        }
        assertThat(properties()).containsExactlyElementsOf(expected);
    }

    /** The flat objects of the file, each value as text. */
    private static List<Map<String, String>> properties() throws IOException {
        List<Map<String, String>> properties = new ArrayList<>();
        try (InputStream in = ConsulPageTest.class.getResourceAsStream(METADATA);
                JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            Map<String, String> property = new LinkedHashMap<>();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    property.put(parser.currentName(), parser.getString());
                } else if (token == JsonToken.END_OBJECT && !property.isEmpty()) {
                    properties.add(property);
                    property = new LinkedHashMap<>();
                }
            }
        }
        return properties;
    }
}
