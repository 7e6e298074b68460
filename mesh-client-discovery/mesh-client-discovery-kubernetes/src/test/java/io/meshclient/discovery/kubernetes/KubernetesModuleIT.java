package io.meshclient.discovery.kubernetes;

import io.meshclient.discovery.testkit.RuntimeWeight;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the module adds to an application. */
class KubernetesModuleIT {

    @Test
    void theModuleIsSmall() throws IOException {
        RuntimeWeight.assertAtMost(
                "kubernetes",
                Path.of(System.getProperty("mesh.runtime.jars")),
                Path.of(System.getProperty("mesh.own.jar")),
                4,
                2_000_000);
    }
}
