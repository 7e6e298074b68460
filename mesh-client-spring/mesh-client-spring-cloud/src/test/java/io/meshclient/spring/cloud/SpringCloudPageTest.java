package io.meshclient.spring.cloud;

import io.meshclient.discovery.testkit.DocumentedKeys;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table of the documentation, and what editors know, are the keys. */
class SpringCloudPageTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "discovery", "spring-cloud.md");

    @Test
    void thePageHasExactlyTheKeys() throws IOException {
        DocumentedKeys.assertPage(PAGE, new SpringCloudDiscoveryProvider());
    }

    @Test
    void editorsKnowExactlyTheKeys() throws IOException {
        DocumentedKeys.assertMetadata(new SpringCloudDiscoveryProvider());
    }
}
