package io.meshclient.discovery.dns;

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

/** What a user's class path grows by with this module, beyond core. */
final class RuntimeJarsIT {

    private static final int MOST_JARS = 3;
    private static final long MOST_BYTES = 1_500_000;

    /** What core brings. */
    private static final Set<String> OF_CORE =
            Set.of("mesh-client-core", "okhttp", "okio", "kotlin", "annotations", "resilience4j", "slf4j", "jspecify");

    @Test
    void itIsSmall() throws IOException {
        String list = System.getProperty("mesh.runtime.jars");
        assumeTrue(list != null, "not run: the list of runtime jars is written by the Maven build");
        List<Path> jars = new ArrayList<>();
        jars.add(Path.of(System.getProperty("mesh.own.jar")));
        for (String line : Files.readAllLines(Path.of(list))) {
            if (line.contains(":jar:") && !line.contains("(optional")) {
                String path = line.strip().split(":", 6)[5];
                Path jar = Path.of(path.substring(0, path.indexOf(".jar") + ".jar".length()));
                String name = jar.getFileName().toString();
                if (OF_CORE.stream().noneMatch(name::startsWith)) {
                    jars.add(jar);
                }
            }
        }

        long sum = jars.stream().mapToLong(RuntimeJarsIT::size).sum();
        jars.forEach(jar -> System.out.printf("%,12d  %s%n", size(jar), jar.getFileName()));
        System.out.printf(
                "%,12d  dns: beyond core in %d jars, at most %,d in %d%n", sum, jars.size(), MOST_BYTES, MOST_JARS);
        assertThat(jars).hasSizeBetween(2, MOST_JARS);
        assertThat(sum).isLessThanOrEqualTo(MOST_BYTES);
    }

    private static long size(Path jar) {
        try {
            return Files.size(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
