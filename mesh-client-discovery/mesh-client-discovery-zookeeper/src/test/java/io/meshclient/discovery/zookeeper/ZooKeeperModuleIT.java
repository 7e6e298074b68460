package io.meshclient.discovery.zookeeper;

import io.meshclient.discovery.testkit.RuntimeWeight;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the module adds to an application: Curator's own service discovery would be 35 jars and 20 MB. */
final class ZooKeeperModuleIT {

    @Test
    void theModuleIsSmallerThanCuratorsOwn() throws IOException {
        RuntimeWeight.assertAtMost(
                "zookeeper",
                Path.of(System.getProperty("mesh.runtime.jars")),
                Path.of(System.getProperty("mesh.own.jar")),
                16,
                10_000_000);
    }
}
