package io.meshclient.servers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where servers are: what {@code -Dmesh.nginx} and its like name, else the PATH and where servers usually are. */
final class ServerSearch {

    static final String REQUIRE = "mesh.require";

    /** Often on the PATH of root only. */
    private static final String SERVER_DIRECTORIES =
            String.join(File.pathSeparator, "/usr/local/sbin", "/usr/sbin", "/sbin");

    private final UnaryOperator<@Nullable String> properties;
    private final List<Path> directories;

    /** Directories stand as on the PATH. */
    ServerSearch(UnaryOperator<@Nullable String> properties, String path) {
        this.properties = properties;
        this.directories = Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .toList();
    }

    static String pathOfThisMachine() {
        String path = System.getenv("PATH");
        return path == null ? SERVER_DIRECTORIES : path + File.pathSeparator + SERVER_DIRECTORIES;
    }

    /**
     * Finds a binary.
     *
     * @throws IllegalStateException if it is named, but is not there
     */
    Optional<Path> find(RealServer server) {
        String named = properties.apply(server.property());
        if (named != null) {
            return Optional.of(asNamed(server, named));
        }
        return directories.stream()
                .map(directory -> directory.resolve(server.word()))
                .filter(ServerSearch::isBinary)
                .findFirst();
    }

    private static Path asNamed(RealServer server, String named) {
        Path binary = Path.of(named);
        if (!binary.isAbsolute()) {
            // Maven runs the tests of each module in the module's own directory.
            throw wrong(server, named, "is no absolute path");
        }
        if (!isBinary(binary)) {
            throw wrong(server, named, "is no file that can be executed");
        }
        return binary;
    }

    private static IllegalStateException wrong(RealServer server, String named, String what) {
        return new IllegalStateException("-D" + server.property() + "=" + named + " " + what + ": give the path of "
                + server.word() + " itself, or leave it out to have it looked for on the PATH");
    }

    private static boolean isBinary(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }

    /**
     * Whether a missing server is a failure.
     *
     * @throws IllegalStateException if {@code -Dmesh.require} names anything that is no server
     */
    boolean isRequired(RealServer server) {
        String required = properties.apply(REQUIRE);
        return required != null
                && Arrays.stream(required.split(",", -1))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .map(word -> RealServer.of(word)
                                .orElseThrow(() -> new IllegalStateException("-D" + REQUIRE + "=" + required
                                        + " names '" + word + "'; the servers are " + RealServer.words())))
                        .toList()
                        .contains(server);
    }
}
