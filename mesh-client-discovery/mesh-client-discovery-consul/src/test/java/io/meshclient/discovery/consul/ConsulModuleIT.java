package io.meshclient.discovery.consul;

import io.meshclient.discovery.testkit.RuntimeWeight;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the module adds to an application. */
class ConsulModuleIT {

    @Test
    void theModuleIsSmall() throws IOException {
        RuntimeWeight.assertAtMost(
                "consul",
                Path.of(System.getProperty("mesh.runtime.jars")),
                Path.of(System.getProperty("mesh.own.jar")),
                3,
                1_500_000);
    }
}
