package io.meshclient.discovery.eureka;

import io.meshclient.discovery.testkit.RuntimeWeight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the module adds to an application. */
class RuntimeJarsIT {

    @Test
    void theModuleIsSmall(@TempDir Path directory) throws IOException {
        // Caffeine comes with core, for services on demand.
        List<String> lines = Files.readAllLines(Path.of(System.getProperty("mesh.runtime.jars"))).stream()
                .filter(line -> !line.contains(":caffeine:"))
                .toList();
        RuntimeWeight.assertAtMost(
                "eureka",
                Files.write(directory.resolve("jars.txt"), lines),
                Path.of(System.getProperty("mesh.own.jar")),
                3,
                1_500_000);
    }
}
