package io.meshclient.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.KeyTable;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the IDE shows is what core's key table says, in both directions. */
class MetadataTest {

    private static final String DEFAULTS = "mesh.client.defaults.";

    private static JsonNode metadata() throws Exception {
        for (var url : Collections.list(
                MetadataTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream file = url.openStream()) {
                JsonNode json = JsonMapper.shared().readTree(file);
                if (json.toString().contains("\"mesh.client\"")) {
                    return json;
                }
            }
        }
        throw new AssertionError("no metadata of mesh.client; was the annotation processor run?");
    }

    private static Map<String, JsonNode> properties() throws Exception {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        metadata()
                .get("properties")
                .forEach(node -> properties.put(node.get("name").asString(), node));
        return properties;
    }

    @Test
    void theDefaultsAreTheTables() throws Exception {
        Map<String, JsonNode> properties = properties();
        Set<String> inMetadata = new TreeSet<>();
        properties.keySet().stream()
                .filter(name -> name.startsWith(DEFAULTS))
                .forEach(name -> inMetadata.add(name.substring(DEFAULTS.length())));
        Set<String> inTable = new TreeSet<>();
        for (ConfigKey<?> row : KeyTable.rows()) {
            if (KeyTable.inheritable(row.name())) {
                inTable.add(row.name());
                JsonNode property = properties.get(DEFAULTS + row.name());
                assertThat(property).as(row.name()).isNotNull();
                assertThat(defaultText(property)).as(row.name()).isEqualTo(row.defaultText());
                assertThat(property.path("description").asString())
                        .as(row.name())
                        .isNotBlank();
            }
        }
        assertThat(inMetadata).isEqualTo(inTable);
        assertThat(properties).containsKeys("mesh.client.enabled", "mesh.client.strict", "mesh.client.services");
    }

    private static String defaultText(JsonNode property) {
        JsonNode value = property.path("defaultValue");
        if (!value.isArray()) {
            return value.isMissingNode() ? "" : value.asString();
        }
        List<String> items = new ArrayList<>();
        value.forEach(item -> items.add(item.asString()));
        return String.join(",", items);
    }

    @Test
    void aServicesKeysAreTheTables() {
        Set<String> inRecords = new TreeSet<>();
        collect("", ServiceProperties.class, inRecords);
        Set<String> inTable = new TreeSet<>();
        KeyTable.rows().forEach(row -> inTable.add(row.name()));
        assertThat(inRecords).isEqualTo(inTable);
    }

    private static void collect(String prefix, Class<?> type, Set<String> names) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name =
                    prefix + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (component.getType().isRecord()) {
                collect(name + ".", component.getType(), names);
            } else {
                names.add(name);
            }
        }
    }

    @Test
    void valuesOfHintsAreAllowed() throws Exception {
        metadata().get("hints").forEach(hint -> {
            String key = hint.get("name").asString().substring(DEFAULTS.length());
            ConfigKey<?> row = KeyTable.find(key);
            assertThat(row).as(key).isNotNull();
            hint.path("values")
                    .forEach(value -> assertThatCode(() -> row.parse(
                                    DEFAULTS, new ConfigValue(value.get("value").asString(), "hint")))
                            .doesNotThrowAnyException());
        });
    }

    /** Hints reach the defaults only; below a service's name an IDE knows what the types of the records say. */
    @Test
    void everyAllowedValueIsOffered() throws Exception {
        for (String key : List.of("balancer", "scheme", "retry.on")) {
            assertThat(hinted(key)).as(key).isEqualTo(allowed(key));
        }
        assertThat(hinted("discovery")).containsExactly("static");
        assertThat(constants(BalancerName.values())).isEqualTo(allowed("balancer"));
        assertThat(constants(SchemeName.values())).isEqualTo(allowed("scheme"));
    }

    private static Set<String> allowed(String key) {
        return new TreeSet<>(List.of(KeyTable.find(key).allowed().split(", ")));
    }

    private static Set<String> hinted(String key) throws Exception {
        Set<String> values = new TreeSet<>();
        metadata().get("hints").forEach(hint -> {
            if (hint.get("name").asString().equals(DEFAULTS + key)) {
                hint.path("values")
                        .forEach(value -> values.add(value.get("value").asString()));
            }
        });
        return values;
    }

    private static Set<String> constants(Enum<?>[] constants) {
        Set<String> names = new TreeSet<>();
        for (Enum<?> constant : constants) {
            names.add(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return names;
    }

    @Test
    void theRecordsBindAndInventNothing() {
        MeshClientProperties bound = new Binder(new MapConfigurationPropertySource(Map.of(
                        "mesh.client.defaults.call-timeout", "3s",
                        "mesh.client.services.orders.endpoints", "a:1,b:2",
                        "mesh.client.services.orders.balancer", "round-robin",
                        "mesh.client.services.orders.retry.max-retries", "1")))
                .bind("mesh.client", MeshClientProperties.class)
                .get();
        assertThat(bound.enabled()).isNull();
        assertThat(bound.services().get("orders").endpoints()).containsExactly("a:1", "b:2");
        assertThat(bound.services().get("orders").retry().maxRetries()).isEqualTo(1);
        assertThat(bound.services().get("orders").balancer()).isEqualTo(BalancerName.ROUND_ROBIN);
        assertThat(bound.services().get("orders").callTimeout()).isNull();
    }
}
