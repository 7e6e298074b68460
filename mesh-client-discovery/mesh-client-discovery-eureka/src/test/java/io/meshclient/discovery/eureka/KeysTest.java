package io.meshclient.discovery.eureka;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshclient.discovery.DiscoveryProvider;
import io.meshclient.discovery.testkit.DocumentedKeys;
import io.meshclient.policy.ConfigKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The page and what IDEs are told, held against the keys. */
class KeysTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "discovery", "eureka.md");
    private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

    @Test
    void thePageHasARowForEachKey() throws IOException {
        DocumentedKeys.assertPage(PAGE, new EurekaDiscoveryProvider());
    }

    @Test
    void theMetadataHaveEachKeyWithItsDefault() throws IOException {
        List<String> expected = EurekaKeys.ALL.stream()
                .map(key -> "mesh.client.discovery.eureka." + key.name() + "=" + key.defaultText())
                .toList();

        assertThat(metadata()).containsExactlyElementsOf(expected);
    }

    /** A name, an equals sign and the default for each property; each has a type and a description. */
    private static List<String> metadata() throws IOException {
        List<String> found = new ArrayList<>();
        try (InputStream in = EurekaDiscovery.class.getResourceAsStream(METADATA);
                JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            String name = "";
            String absent = "";
            int others = 0;
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.PROPERTY_NAME
                        && !json.currentName().equals("properties")) {
                    String key = json.currentName();
                    json.nextToken();
                    name = key.equals("name") ? json.getString() : name;
                    absent = key.equals("defaultValue") ? json.getString() : absent;
                    others += key.equals("type") || key.equals("description") ? 1 : 0;
                } else if (json.currentToken() == JsonToken.END_OBJECT && !name.isEmpty()) {
                    assertThat(others).as("type and description of %s", name).isEqualTo(2);
                    found.add(name + "=" + absent);
                    name = "";
                    absent = "";
                    others = 0;
                }
            }
        }
        return found;
    }

    @Test
    void theProviderIsFound() {
        assertThat(ServiceLoader.load(DiscoveryProvider.class))
                .filteredOn(provider -> provider.name().equals("eureka"))
                .singleElement()
                .isInstanceOf(EurekaDiscoveryProvider.class);
    }

    @Test
    void secretsAreMarked() {
        assertThat(EurekaKeys.ALL.stream().filter(ConfigKey::secret).map(ConfigKey::name))
                .containsExactly("urls", "password");
    }
}
