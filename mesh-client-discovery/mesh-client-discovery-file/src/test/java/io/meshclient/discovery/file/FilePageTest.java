package io.meshclient.discovery.file;

import io.meshclient.discovery.testkit.DocumentedKeys;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page and the IDE's hints tell of the keys that there are. */
class FilePageTest {

    @Test
    void everyKeyIsDocumented() throws IOException {
        DocumentedKeys.assertPage(Path.of("../../docs/discovery/file.md"), new FileDiscoveryProvider());
        DocumentedKeys.assertMetadata(new FileDiscoveryProvider());
    }
}
