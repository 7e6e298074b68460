package io.meshclient.discovery.file;

import io.meshclient.discovery.testkit.RuntimeWeight;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the module adds to an application. */
class FileModuleIT {

    @Test
    void theModuleIsSmall() throws IOException {
        RuntimeWeight.assertAtMost(
                "file",
                Path.of(System.getProperty("mesh.runtime.jars")),
                Path.of(System.getProperty("mesh.own.jar")),
                2,
                500_000);
    }
}
