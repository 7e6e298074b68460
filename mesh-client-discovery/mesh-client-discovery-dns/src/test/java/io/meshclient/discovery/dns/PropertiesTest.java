package io.meshclient.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshclient.policy.ConfigException;
import io.meshclient.policy.ConfigKey;
import io.meshclient.policy.ConfigValue;
import io.meshclient.policy.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of properties, the page and what IDEs show say the same. */
final class PropertiesTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "discovery", "dns.md");

    @Test
    void thePageHasExactlyTheRowsOfTheTable() throws IOException {
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf("\n## Properties\n"), page.indexOf("\n## Permissions\n"));
        List<String> onPage =
                section.lines().filter(line -> line.startsWith("| `")).toList();
        List<String> inTable = DnsKeys.rows().stream().map(PropertiesTest::line).toList();

        assertThat(onPage).isEqualTo(inTable);
    }

    private static String line(ConfigKey<?> row) {
        String defaultText = row.defaultText().isEmpty() ? "" : "`" + row.defaultText() + "`";
        return "| `" + row.name() + "` | " + row.kind() + " | " + defaultText + " | " + row.meaning() + ". Allowed: "
                + row.allowed() + " | " + row.reason() + " |";
    }

    @Test
    void whatIdesShowHasExactlyTheRowsOfTheTable() throws IOException {
        StringBuilder expected = new StringBuilder("{\n  \"properties\": [\n");
        for (ConfigKey<?> row : DnsKeys.rows()) {
            expected.append("    {\n      \"name\": \"").append(DnsKeys.PREFIX).append(row.name());
            expected.append("\",\n      \"type\": \"").append(javaType(row));
            expected.append("\",\n      \"description\": \"")
                    .append(row.meaning())
                    .append(".\"");
            if (!row.defaultText().isEmpty()) {
                expected.append(",\n      \"defaultValue\": \"")
                        .append(row.defaultText())
                        .append("\"");
            }
            expected.append("\n    },\n");
        }
        expected.setLength(expected.length() - 2);
        expected.append("\n  ]\n}\n");

        try (InputStream shipped =
                DnsDiscovery.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(shipped).isNotNull();
            assertThat(new String(shipped.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(expected.toString());
        }
    }

    private static String javaType(ConfigKey<?> row) {
        return switch (row.kind()) {
            case "duration" -> "java.time.Duration";
            case "whole number" -> "java.lang.Integer";
            default -> "java.lang.String";
        };
    }

    @Test
    void everyRowHasAReasonAndADefaultThatIsAllowed() {
        for (ConfigKey<?> row : DnsKeys.rows()) {
            assertThat(row.reason()).as(row.name()).isNotBlank();
            row.parse(DnsKeys.PREFIX, new ConfigValue(row.defaultText(), ConfigValue.LIBRARY_DEFAULT));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "servers|ns.example|no IP address",
                "servers|10.0.0.2:0|'10.0.0.2:0', whose port is below 1",
                "search|a..b|no domain",
                "ndots|16|is above 15",
                "address-family|ipv5|is not an address family (did you mean ipv4?)",
                "default-port|0|is below 1",
                "min-ttl|1ms|is below 10ms",
                "timeout|0|is zero",
                "attempts|0|is below 1",
                "sevrers|10.0.0.2|did you mean servers?",
            })
    void badValuesAreRefusedWithASentence(String key, String text, String sentence) {
        assertThatThrownBy(() -> settings(key, text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mesh.client.discovery.dns." + key + " = '" + text + "'")
                .hasMessageContaining(sentence);
    }

    @Test
    void serversMayHavePorts() {
        assertThat(settings("servers", "10.0.0.2, 10.0.0.3:5353,fd00::2,[fd00::3],[fd00::4]:5354")
                        .get(DnsKeys.SERVERS))
                .containsExactly(
                        new InetSocketAddress("10.0.0.2", 53),
                        new InetSocketAddress("10.0.0.3", 5353),
                        new InetSocketAddress("fd00::2", 53),
                        new InetSocketAddress("fd00::3", 53),
                        new InetSocketAddress("fd00::4", 5354));
    }

    private static Settings settings(String key, String text) {
        return Settings.of(DnsKeys.rows(), DnsKeys.PREFIX, Map.of(key, new ConfigValue(text, "test")));
    }
}
