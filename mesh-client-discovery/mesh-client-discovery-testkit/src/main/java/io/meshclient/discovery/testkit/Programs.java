package io.meshclient.discovery.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that are installed on the machine. */
public final class Programs {

    private Programs() {}

    /**
     * Looks for a program: where {@code -Dmesh.<name>} says, else on the {@code PATH} and in the {@code sbin} directories.
     *
     * @param name of its file
     * @return its path, if it is there
     * @throws IllegalStateException if the property names something that cannot be run
     */
    public static Optional<Path> find(String name) {
        String named = System.getProperty("mesh." + name);
        if (named != null) {
            Path program = Path.of(named);
            if (!program.isAbsolute() || !isProgram(program)) {
                throw new IllegalStateException("-Dmesh." + name + "=" + named
                        + " is no absolute path of a file that can be executed: give the path of " + name
                        + " itself, or leave it out to have it looked for on the PATH");
            }
            return Optional.of(program);
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(
                        Arrays.stream(path.split(File.pathSeparator, -1)),
                        Stream.of("/usr/local/sbin", "/usr/sbin", "/sbin"))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Programs::isProgram)
                .findFirst();
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
