package io.meshclient.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a plain user's class path grows by: core's jar and its non-optional runtime dependencies, on disk. */
class RuntimeJarsIT {

    private static final long LIMIT_BYTES = 5_000_000;

    @Test
    void coreAndItsDependenciesAreSmall() throws IOException {
        String list = System.getProperty("mesh.runtime.jars");
        assumeTrue(list != null, "not run: the list of runtime jars is written by the Maven build");
        List<Path> jars = jars(Path.of(list));

        long sum = jars.stream().mapToLong(RuntimeJarsIT::size).sum();
        jars.forEach(jar -> System.out.printf("%,12d  %s%n", size(jar), jar.getFileName()));
        System.out.printf("%,12d  in %d jars, at most %,d%n", sum, jars.size(), LIMIT_BYTES);

        assertThat(jars)
                .extracting(jar -> jar.getFileName().toString())
                .anyMatch(name -> name.startsWith("okhttp-jvm"));
        assertThat(sum).isLessThanOrEqualTo(LIMIT_BYTES);
    }

    /** Core's own, and those of the list. */
    static List<Path> jars(Path list) throws IOException {
        List<Path> jars = new ArrayList<>();
        jars.add(Path.of(System.getProperty("mesh.core.jar")));
        Files.readAllLines(list).stream()
                .filter(line -> line.contains(":jar:") && !line.contains("(optional"))
                .map(RuntimeJarsIT::jarOf)
                .forEach(jars::add);
        return jars;
    }

    /** A line reads {@code group:artifact:jar:version:scope:/path/to.jar -- module x}. */
    private static Path jarOf(String line) {
        String path = line.strip().split(":", 6)[5];
        return Path.of(path.substring(0, path.indexOf(".jar") + ".jar".length()).replace('/', File.separatorChar));
    }

    private static long size(Path jar) {
        try {
            return Files.size(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
