package io.meshclient.discovery.eureka;

import io.meshclient.discovery.testkit.RuntimeWeight;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the module adds to an application. */
class RuntimeJarsIT {

    @Test
    void theModuleIsSmall() throws IOException {
        RuntimeWeight.assertAtMost(
                "eureka",
                Path.of(System.getProperty("mesh.runtime.jars")),
                Path.of(System.getProperty("mesh.own.jar")),
                3,
                1_500_000);
    }
}
