package io.meshclient.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.policy.ConfigKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds a registry's page, and what IDEs are told, against the keys that its provider reads. */
public final class DocumentedKeys {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final Pattern NAME = Pattern.compile("\"name\"\\s*:\\s*\"([^\"]+)\"");

    private DocumentedKeys() {}

    /**
     * Fails unless the page's table has a row for each key, and no other.
     *
     * @param page in Markdown, with a table of five columns: key, type, default, meaning, reason
     * @param provider whose keys it tells of
     * @throws IOException if the page cannot be read
     */
    public static void assertPage(Path page, DiscoveryProvider provider) throws IOException {
        List<String> rows = Files.readAllLines(page).stream()
                .filter(line -> line.matches("\\| `[a-z-]+(\\.[a-z-]+)*` \\| .*"))
                .toList();
        assertThat(rows)
                .as("rows of %s", page)
                .containsExactlyElementsOf(
                        provider.keys().stream().map(DocumentedKeys::row).toList());
    }

    /**
     * A key as the page has it.
     *
     * @param key of a provider
     * @return a line of the table
     */
    public static String row(ConfigKey<?> key) {
        String absent = key.defaultText().isEmpty() ? "none" : "`" + key.defaultText() + "`";
        return "| `" + key.name() + "` | " + key.kind() + (key.secret() ? ", secret" : "") + " | " + absent + " | "
                + key.meaning() + " | " + key.reason() + " |";
    }

    /**
     * Fails unless the metadata that the provider's jar has for IDEs names each key, and no other.
     *
     * @param provider whose keys it tells of
     * @throws IOException if the metadata cannot be read
     */
    public static void assertMetadata(DiscoveryProvider provider) throws IOException {
        ClassLoader loader = Objects.requireNonNull(provider.getClass().getClassLoader());
        String prefix = "mesh.client.discovery." + provider.name() + ".";
        List<String> names = new ArrayList<>();
        for (java.net.URL url : java.util.Collections.list(loader.getResources(METADATA))) {
            try (InputStream in = url.openStream()) {
                Matcher name = NAME.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                while (name.find()) {
                    if (name.group(1).startsWith(prefix)) {
                        names.add(name.group(1));
                    }
                }
            }
        }
        assertThat(names)
                .as("keys in %s", METADATA)
                .containsExactlyInAnyOrderElementsOf(
                        provider.keys().stream().map(key -> prefix + key.name()).toList());
    }
}
