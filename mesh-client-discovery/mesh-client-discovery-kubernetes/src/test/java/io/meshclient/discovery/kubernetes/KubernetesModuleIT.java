package io.meshclient.discovery.kubernetes;

import io.meshclient.discovery.testkit.RuntimeWeight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the module adds to an application. */
class KubernetesModuleIT {

    @Test
    void theModuleIsSmall(@TempDir Path folder) throws IOException {
        Path list = folder.resolve("runtime-jars.txt");
        Files.write(
                list,
                Files.readAllLines(Path.of(System.getProperty("mesh.runtime.jars"))).stream()
                        .filter(line -> !line.contains(":caffeine:")) // core brings it
                        .toList());
        RuntimeWeight.assertAtMost("kubernetes", list, Path.of(System.getProperty("mesh.own.jar")), 4, 2_000_000);
    }
}
