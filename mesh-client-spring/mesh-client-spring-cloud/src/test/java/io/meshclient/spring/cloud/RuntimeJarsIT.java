package io.meshclient.spring.cloud;

import io.meshclient.discovery.testkit.RuntimeWeight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the module adds to an application that has the starter and a registry of Spring Cloud's. */
class RuntimeJarsIT {

    /** Spring's own; and Reactor, which is optional here: only who has it already meets it. */
    private static final String SPRINGS =
            "^ *(org\\.springframework|io\\.micrometer|commons-logging|io\\.meshclient|io\\.projectreactor|org\\.reactivestreams).*";

    @Test
    void theModuleIsOneSmallJar(@TempDir Path directory) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(System.getProperty("mesh.runtime.jars"))).stream()
                .filter(line -> !line.matches(SPRINGS))
                .toList();
        RuntimeWeight.assertAtMost(
                "spring-cloud",
                Files.write(directory.resolve("jars.txt"), lines),
                Path.of(System.getProperty("mesh.own.jar")),
                1,
                100_000);
    }
}
