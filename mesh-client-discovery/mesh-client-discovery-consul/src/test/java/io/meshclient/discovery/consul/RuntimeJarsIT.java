package io.meshclient.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a class path with the core grows by. */
class RuntimeJarsIT {

    private static final int MOST_JARS = 3;
    private static final long MOST_BYTES = 1_500_000;

    /** The core and all that it brings. */
    private static final Set<String> CORE = Set.of(
            "io.meshclient:mesh-client-core",
            "com.squareup.okhttp3:okhttp-jvm",
            "com.squareup.okio:okio-jvm",
            "org.jetbrains.kotlin:kotlin-stdlib",
            "org.jetbrains:annotations",
            "io.github.resilience4j:resilience4j-circuitbreaker",
            "io.github.resilience4j:resilience4j-core",
            "org.slf4j:slf4j-api",
            "org.jspecify:jspecify");

    @Test
    void theModuleIsLight() throws IOException {
        String list = System.getProperty("mesh.runtime.jars");
        assumeTrue(list != null, "not run: the list of runtime jars is written by the Maven build");
        List<Path> jars = new ArrayList<>();
        jars.add(Path.of(System.getProperty("mesh.own.jar")));
        Files.readAllLines(Path.of(list)).stream()
                .map(String::strip)
                .filter(line -> line.contains(":jar:") && !line.contains("(optional"))
                .filter(line -> !CORE.contains(line.substring(0, line.indexOf(":jar:"))))
                .map(RuntimeJarsIT::jarOf)
                .forEach(jars::add);

        long sum = jars.stream().mapToLong(RuntimeJarsIT::size).sum();
        jars.forEach(jar -> System.out.printf("%,12d  %s%n", size(jar), jar.getFileName()));
        System.out.printf(
                "%,12d  in %d jars beyond the core, at most %,d in %d%n", sum, jars.size(), MOST_BYTES, MOST_JARS);

        assertThat(jars)
                .extracting(jar -> jar.getFileName().toString())
                .anyMatch(name -> name.startsWith("jackson-core"));
        assertThat(jars).hasSizeLessThanOrEqualTo(MOST_JARS);
        assertThat(sum).isLessThanOrEqualTo(MOST_BYTES);
    }

    /** A line reads {@code group:artifact:jar:version:scope:/path/to.jar -- module x}. */
    private static Path jarOf(String line) {
        String path = line.split(":", 6)[5];
        return Path.of(path.substring(0, path.indexOf(".jar") + ".jar".length()));
    }

    private static long size(Path jar) {
        try {
            return Files.size(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
