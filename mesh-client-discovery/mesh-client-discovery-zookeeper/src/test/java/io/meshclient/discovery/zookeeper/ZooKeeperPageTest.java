package io.meshclient.discovery.zookeeper;

import io.meshclient.discovery.testkit.DocumentedKeys;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page and the IDE's hints tell of the keys that there are. */
final class ZooKeeperPageTest {

    @Test
    void everyKeyIsDocumented() throws IOException {
        DocumentedKeys.assertPage(Path.of("../../docs/discovery/zookeeper.md"), new ZooKeeperDiscoveryProvider());
        DocumentedKeys.assertMetadata(new ZooKeeperDiscoveryProvider());
    }
}
