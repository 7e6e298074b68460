package io.meshclient.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a registry's module adds to an application that has core already. */
public final class RuntimeWeight {

    /** What core brings along, by the beginnings of the names of its jars. */
    private static final List<String> OF_CORE = List.of(
            "mesh-client-core",
            "okhttp-jvm",
            "okio-",
            "kotlin-stdlib",
            "annotations-",
            "resilience4j-",
            "slf4j-api",
            "jspecify");

    private RuntimeWeight() {}

    /**
     * Prints the weight, and fails above a limit.
     *
     * @param module its name, for the printed line
     * @param list what {@code dependency:list} wrote of its runtime class path, with the jars' absolute paths
     * @param ownJar its own jar
     * @param mostJars its own included
     * @param mostBytes of all of them
     * @throws IOException if the list cannot be read
     */
    public static void assertAtMost(String module, Path list, Path ownJar, int mostJars, long mostBytes)
            throws IOException {
        List<Path> jars = Files.readAllLines(list).stream()
                .filter(line -> line.contains(":jar:"))
                .map(RuntimeWeight::jarOf)
                .filter(jar -> OF_CORE.stream().noneMatch(jar.getFileName().toString()::startsWith))
                .toList();
        long bytes = size(ownJar) + jars.stream().mapToLong(RuntimeWeight::size).sum();
        System.out.printf(
                "%s: %d jars, %.2f MB beyond core; beside its own: %s%n",
                module,
                jars.size() + 1,
                bytes / 1e6,
                jars.stream().map(Path::getFileName).toList());
        assertThat(jars.size() + 1).as("jars of %s", module).isLessThanOrEqualTo(mostJars);
        assertThat(bytes).as("bytes of %s", module).isLessThanOrEqualTo(mostBytes);
    }

    /** A line reads {@code group:artifact:jar:version:scope:/path/to.jar -- module x}. */
    private static Path jarOf(String line) {
        String path = line.strip().split(":", 6)[5];
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
