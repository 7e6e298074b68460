package io.meshclient.samples.registries;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where the servers' programs are: what a property names, else the PATH and where servers usually are. */
final class Servers {
    /** Names the file with the class path of the servers that are Java programs. */
    static final String CLASS_PATH = "registries.classpath";

    /** Often on the PATH of root only. */
    private static final String SERVER_DIRECTORIES =
            String.join(File.pathSeparator, "/usr/local/sbin", "/usr/sbin", "/sbin");

    private final UnaryOperator<@Nullable String> properties;
    private final String path;

    Servers(UnaryOperator<@Nullable String> properties, String path) {
        this.properties = properties;
        this.path = path;
    }

    static Servers ofThisMachine() {
        String path = System.getenv("PATH");
        return new Servers(
                System::getProperty,
                path == null ? SERVER_DIRECTORIES : path + File.pathSeparator + SERVER_DIRECTORIES);
    }

    Path binary(String word, String howToGetIt) throws MissingServerException {
        String property = "mesh." + word;
        String named = properties.apply(property);
        if (named != null && !named.isEmpty()) {
            Path binary = Path.of(named).toAbsolutePath();
            if (!isBinary(binary)) {
                throw new MissingServerException("-D" + property + "=" + named
                        + " is no file that can be executed: give the path of " + word + " itself, or leave it out to"
                        + " have it looked for on the PATH");
            }
            return binary;
        }
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, word))
                .filter(Servers::isBinary)
                .findFirst()
                .orElseThrow(() -> new MissingServerException(word + " was not found on the PATH: install " + howToGetIt
                        + ", or give -D" + property + "=/path/to/" + word));
    }

    private static boolean isBinary(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /** Of the Java programs: the classes of this module, then what the build wrote down. */
    String classPath() throws IOException {
        String file = properties.apply(CLASS_PATH);
        if (file == null || file.isEmpty() || !Files.isRegularFile(Path.of(file))) {
            throw new MissingServerException("the class path of the Java servers is not there: build the module"
                    + " samples/registries, and name its target/classpath.txt with -D" + CLASS_PATH);
        }
        return OwnClasses.path()
                + File.pathSeparator
                + Files.readString(Path.of(file)).strip();
    }
}
